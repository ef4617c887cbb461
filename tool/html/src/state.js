// What the page shows, as the URL's hash says it, so that a view can be sent
// to somebody:
//
//   #q=close&check=raii-exit-cleanup&verdict=refused&dir=src/net&id=dd07988e…

import { isBelow } from './data.js';

export const Filters = ['q', 'check', 'verdict', 'dir'];
const Keys = [...Filters, 'id', 'view'];

/** The value of the filter `verdict` for what --fix would rewrite. */
export const FixedByFix = 'fix';

export function parseHash(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  return Object.fromEntries(Keys.map((key) => [key, given.get(key) || '']));
}

export function hashOf(state) {
  const result = new URLSearchParams();
  for (const key of Keys)
    if (state[key])
      result.set(key, state[key]);
  // Slashes are no trouble in a hash, and are better to read.
  return '#' + result.toString().replaceAll('%2F', '/');
}

export function hasFilters(state) {
  return Filters.some((key) => state[key]);
}

/** The findings that pass all filters, in the report's order. */
export function filterFindings(findings, { q, check, verdict, dir }) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return findings.filter(
      (finding) =>
          (!check || finding.check === check) &&
          (!verdict || finding.verdict === verdict ||
           (verdict === FixedByFix && finding.applied)) &&
          (!dir || isBelow(finding.file, dir)) &&
          words.every((word) => finding.text.includes(word)));
}
