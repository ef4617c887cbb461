// The whole report at a glance: where, by which check, with what outlook.

import { useMemo } from 'preact/hooks';

import { CopiedCleanup, exitsOf, plural } from './data.js';
import { Folded } from './folded.jsx';
import { FixedByFix, hashOf } from './state.js';
import { Treemap } from './treemap.jsx';
import { Badge } from './verdict.jsx';

/** Rows of a table before the rest is folded away. */
const Shown = 12;

function Bar({ parts, of }) {
  return (
    <span class="stack" aria-hidden="true">
      {parts.map(([name, count]) => count > 0 && (
        <span key={name} class={`piece ${name}`}
              style={{ width: `${100 * count / of}%` }} />
      ))}
    </span>
  );
}

/** How many findings each check has, of each verdict. */
function countByCheck({ checks, verdicts, findings }) {
  return [...checks.values()].map((check) => {
    const of = findings.filter(({ check: id }) => id === check.id);
    const parts = [...verdicts.keys()].map(
        (verdict) => [verdict, of.filter((f) => f.verdict === verdict).length]);
    return { check, count: of.length, parts };
  }).filter(({ count }) => count > 0);
}

function ByCheck({ report, state }) {
  const verdicts = [...report.verdicts.keys()];
  const rows = useMemo(() => countByCheck(report), [report]);
  const most = Math.max(...rows.map(({ count }) => count));
  return (
    <section>
      <h2>By check</h2>
      <div class="wide" tabIndex={0} role="region" aria-label="By check">
        <table class="numbers">
          <thead>
            <tr>
              <th scope="col">Check</th>
              <th scope="col">Findings</th>
              <td class="chart" />
              {verdicts.map((verdict) => (
                <th scope="col" key={verdict}><Badge verdict={verdict} /></th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ check, count, parts }) => (
              <tr key={check.id}>
                <th scope="row">
                  <a href={hashOf({ ...state, check: check.id, id: '',
                                    view: 'list' })}
                     title={check.summary}>{check.id}</a>
                </th>
                <td>{count}</td>
                <td class="chart"><Bar parts={parts} of={most} /></td>
                {parts.map(([verdict, n]) => <td key={verdict}>{n}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function FolderTable({ folders, state }) {
  const row = ({ path, below, here, fixable }) => (
    <tr key={path}>
      <th scope="row">
        <a href={hashOf({ ...state, dir: path, id: '', view: 'list' })}>
          {path}
        </a>
      </th>
      <td>{below}</td><td>{here}</td><td>{fixable}</td>
    </tr>
  );
  return (
    <Folded summary="The same as a table">
      {() => (
        <div class="wide" tabIndex={0} role="region" aria-label="By folder">
          <table class="numbers">
            <thead>
              <tr>
                <th scope="col">Folder</th>
                <th scope="col">Findings in it and below</th>
                <th scope="col">In its own files</th>
                <th scope="col">Rewritten by --fix</th>
              </tr>
            </thead>
            <tbody>{folders.map(row)}</tbody>
          </table>
        </div>
      )}
    </Folded>
  );
}

function Group({ group, state }) {
  const places = exitsOf(group);
  const files = new Set(places.map(({ file }) => file)).size;
  return (
    <li>
      <a href={hashOf({ ...state, id: group.id })}>
        <code>{group.cleanup.join('; ')}</code>
      </a>{' '}
      <Badge verdict={group.verdict} short />{' '}
      {plural(places.length, 'copy').replace('copys', 'copies')} in{' '}
      {plural(files, 'file')}
    </li>
  );
}

/** Copies, those first that take the most code. */
function sortedGroups(findings) {
  return findings.filter(({ check }) => check === CopiedCleanup)
      .sort((a, b) => exitsOf(b).length * b.cleanup.length -
                      exitsOf(a).length * a.cleanup.length ||
                      a.index - b.index);
}

function Groups({ report, state }) {
  const groups = useMemo(() => sortedGroups(report.findings), [report]);
  if (groups.length === 0)
    return null;
  const item = (group) => <Group key={group.id} group={group} state={state} />;
  return (
    <section>
      <h2>Copies over functions and files</h2>
      <ol class="groups">{groups.slice(0, Shown).map(item)}</ol>
      {groups.length > Shown && (
        <Folded summary={plural(groups.length - Shown, 'more group')}>
          {() => (
            <ol class="groups" start={Shown + 1}>
              {groups.slice(Shown).map(item)}
            </ol>
          )}
        </Folded>
      )}
    </section>
  );
}

/** How many findings have each reason, the most first. */
function countReasons(findings) {
  const counts = new Map();
  for (const { reason } of findings)
    if (reason)
      counts.set(reason, (counts.get(reason) || 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

function Reasons({ report, state }) {
  const rows = useMemo(() => countReasons(report.findings), [report]);
  if (rows.length === 0)
    return null;
  return (
    <section>
      <h2>Why some are not rewritten</h2>
      <table class="numbers reasons">
        <thead>
          <tr>
            <th scope="col">Reason</th>
            <th scope="col">Findings</th>
            <th scope="col">In words</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([id, count]) => (
            <tr key={id}>
              <th scope="row">
                <a href={hashOf({ ...state, verdict: 'refused', q: id, id: '',
                                  view: 'list' })}>{id}</a>
              </th>
              <td>{count}</td>
              <td class="words">{report.reasons.get(id).summary}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Verdicts({ report, state }) {
  const { by_verdict: counts } = report.summary;
  return (
    <section>
      <h2>By verdict</h2>
      <Bar parts={[...report.verdicts.keys()].map((id) => [id, counts[id]])}
           of={report.findings.length} />
      <ul class="legend">
        {[...report.verdicts.values()].map(({ id, summary }) => (
          <li key={id}>
            <Badge verdict={id} />
            <a href={hashOf({ ...state, verdict: id, id: '', view: 'list' })}
               aria-label={`${counts[id] || 0} findings: ${id}`}>
              {counts[id] || 0}
            </a>
            <span>{summary}</span>
          </li>
        ))}
        <li>
          <span class="badge">--fix</span>
          <a href={hashOf({ ...state, verdict: FixedByFix, id: '',
                            view: 'list' })}
             aria-label={`${report.fixed.findings} rewritten by --fix`}>
            {report.fixed.findings}
          </a>
          <span>rewritten under the assumptions that are granted:{' '}
            {[...report.assumptions.values()].filter((a) => a.granted)
                .map((a) => a.id).join(', ') || 'none'}</span>
        </li>
      </ul>
    </section>
  );
}

function Failures({ failures }) {
  if (failures.length === 0)
    return null;
  return (
    <section>
      <h2>Not analysed</h2>
      <ul>
        {failures.map(({ file, message }) => (
          <li key={file}><code>{file}</code>: {message}</li>
        ))}
      </ul>
    </section>
  );
}

export function Overview({ report, folders, state }) {
  if (report.findings.length === 0)
    return (
      <div class="overview">
        <h2>Nothing to report</h2>
        <Failures failures={report.failures} />
      </div>
    );
  return (
    <div class="overview">
      <section>
        <h2>Where it sits</h2>
        <p class="quiet">
          The larger, the more findings; the line at the bottom is the part
          that --fix rewrites. An area shows its findings.
        </p>
        <Treemap report={report} state={state} />
        <FolderTable folders={folders} state={state} />
      </section>
      <ByCheck report={report} state={state} />
      <Verdicts report={report} state={state} />
      <Groups report={report} state={state} />
      <Reasons report={report} state={state} />
      <Failures failures={report.failures} />
    </div>
  );
}
