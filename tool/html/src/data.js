// The report's data and what the page derives from it, once.
//
//   <script id="report"> ─► findings with text to search, groups, folders
//
// A finding never changes after that: all views read the same objects.

export const CopiedCleanup = 'raii-copied-cleanup';

/** The last part of a path. */
export function baseName(path) {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a path; "." for a file of the working directory. */
export function folderOf(path) {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash) || '/';
}

/** Whether `path` is `folder` or stands below it. */
export function isBelow(path, folder) {
  return path === folder || folderOf(path) === folder ||
         path.startsWith(folder.endsWith('/') ? folder : folder + '/');
}

export function placeOf(where) {
  return `${where.file}:${where.line}:${where.column}`;
}

/** "1 finding", "1,200 findings". */
export function plural(count, noun) {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** How many lines a diff takes away and adds. */
export function countLines(diff) {
  const count = (pattern) => (diff.match(pattern) || []).length;
  return {
    removed: count(/^-(?!-- a\/|-- "a\/)/gm),
    added: count(/^\+(?!\+\+ b\/|\+\+ "b\/)/gm),
  };
}

/** The places that run the cleanup or lack it, the finding's own first. */
export function exitsOf(finding) {
  const { file, line, column, lines, part } = finding;
  const own = { file, line, column, lines, part, isOwn: true,
                message: part === 'missing' ? 'this exit skips the cleanup'
                                            : 'first copy' };
  return [own, ...finding.related.filter(
      (note) => note.part === 'copy' || note.part === 'missing')];
}

function searchText(finding) {
  return [finding.file, finding.function, finding.message, finding.check,
          finding.fingerprint, finding.reason || '', ...finding.cleanup]
      .join('\n').toLowerCase();
}

/** Ties each finding about copies to the findings that the copies are in. */
function linkGroups(findings) {
  const byPlace = new Map();
  for (const finding of findings) {
    finding.members = [];
    finding.groups = [];
    if (finding.check === CopiedCleanup)
      continue;
    for (const exit of exitsOf(finding)) {
      const place = placeOf(exit);
      byPlace.set(place, [...(byPlace.get(place) || []), finding]);
    }
  }
  for (const group of findings) {
    if (group.check !== CopiedCleanup)
      continue;
    const members = new Set(
        exitsOf(group).flatMap((exit) => byPlace.get(placeOf(exit)) || []));
    group.members = [...members];
    for (const member of members)
      member.groups.push(group);
  }
}

/** What --fix takes away and adds. An #include that several findings add
    stands in a file once. */
function countFixed(findings) {
  const includes = new Set();
  const total = { findings: 0, removed: 0, added: 0 };
  for (const finding of findings) {
    if (!finding.applied)
      continue;
    ++total.findings;
    total.removed += finding.removed;
    total.added += finding.added;
    for (const line of finding.diff.match(/^\+#\s*include.*$/gm) || []) {
      const key = `${finding.file}\n${line}`;
      if (includes.has(key))
        --total.added;
      includes.add(key);
    }
  }
  return total;
}

function countBy(findings, key) {
  const counts = new Map();
  for (const finding of findings)
    counts.set(key(finding), (counts.get(key(finding)) || 0) + 1);
  return counts;
}

function byId(entries) {
  return new Map(entries.map((entry) => [entry.id, entry]));
}

/** The lines that the report holds, by file and number. */
function indexSources(sources) {
  const files = new Map();
  for (const { file, parts } of sources) {
    const lines = new Map();
    for (const [first, text] of parts)
      text.split('\n').forEach((line, i) => lines.set(first + i, line));
    files.set(file, lines);
  }
  return files;
}

/** Reads what the program wrote into the page. */
export function readReport(document) {
  const report = JSON.parse(document.getElementById('report').textContent);
  report.findings.forEach((finding, index) => {
    finding.index = index;
    finding.id = finding.fingerprint;
    finding.shortCheck = finding.check.replace(/^raii-/, '');
    finding.text = searchText(finding);
    Object.assign(finding, countLines(finding.diff || ''));
  });
  linkGroups(report.findings);
  return {
    ...report,
    byId: byId(report.findings),
    checks: byId(report.words.checks),
    verdicts: byId(report.words.verdicts),
    reasons: byId(report.words.reasons),
    assumptions: byId(report.words.assumptions),
    lines: indexSources(report.sources),
    fixed: countFixed(report.findings),
    files: countBy(report.findings, (finding) => finding.file),
  };
}
