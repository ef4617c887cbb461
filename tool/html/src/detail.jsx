// One finding, whole.

import { useLayoutEffect, useRef } from 'preact/hooks';

import { baseName, placeOf, plural } from './data.js';
import { Code } from './code.jsx';
import { Diff } from './diff.jsx';
import { Exits, OtherPlaces, Traces } from './exits.jsx';
import { hashOf } from './state.js';
import { VerdictWords } from './verdict.jsx';

function FindingLink({ finding, state }) {
  return (
    <a href={hashOf({ ...state, id: finding.id })}>
      {baseName(finding.file)}:{finding.line} {finding.shortCheck}
      {finding.function && <>, <code>{finding.function}</code></>}
    </a>
  );
}

function Links({ title, findings, state }) {
  if (findings.length === 0)
    return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul class="links">
        {findings.map((finding) => (
          <li key={finding.id}>
            <FindingLink finding={finding} state={state} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The lines that the rewrite takes away and adds. */
export function LineCount({ removed, added }) {
  return (
    <span class="line-count">
      <span class="removed" aria-hidden="true">
        −{removed.toLocaleString('en')}
      </span>{' '}
      <span class="added" aria-hidden="true">
        +{added.toLocaleString('en')}
      </span>
      <span class="only-heard">
        {plural(removed, 'line')} removed, {added.toLocaleString('en')} added
      </span>
    </span>
  );
}

function Rewrite({ finding }) {
  if (finding.diff)
    return (
      <section>
        <h3>Proposed rewrite <LineCount {...finding} /></h3>
        <Diff diff={finding.diff} />
      </section>
    );
  if (finding.verdict === 'refused')
    return null;
  return (
    <section>
      <h3>Proposed rewrite</h3>
      <p class="quiet">
        The source could not be read, or is no longer what was analysed.
      </p>
    </section>
  );
}

function Steps({ previous, next, onOpen }) {
  return (
    <nav class="steps" aria-label="Findings in the list">
      <button type="button" disabled={!previous}
              onClick={() => onOpen(previous)}>
        Previous <kbd>k</kbd>
      </button>
      <button type="button" disabled={!next} onClick={() => onOpen(next)}>
        Next <kbd>j</kbd>
      </button>
    </nav>
  );
}

export function Detail({ report, finding, state, neighbours, onOpen, onClose,
                         wantsFocus }) {
  const heading = useRef(null);
  useLayoutEffect(() => {
    heading.current.closest('.detail').scrollTop = 0;
    if (wantsFocus.current)
      heading.current.focus({ preventScroll: true });
    wantsFocus.current = false;
  }, [finding]);
  const { counterexample } = finding;
  const page = report.checks.get(finding.check);
  return (
    <article class="finding">
      <div class="bar">
        <button type="button" onClick={onClose}>Close <kbd>Esc</kbd></button>
        <Steps {...neighbours} onOpen={onOpen} />
      </div>
      <header>
        <h2 ref={heading} tabIndex={-1}>
          {finding.shortCheck}
          {finding.function && <> in <code>{finding.function}</code></>}
        </h2>
        <p class="place"><code>{placeOf(finding)}</code></p>
        <p class="message">{finding.message}</p>
      </header>
      <section>
        <h3>Verdict on a rewrite</h3>
        <VerdictWords report={report} finding={finding} />
      </section>
      {counterexample && (
        <section>
          <h3>What would change</h3>
          <Traces counterexample={counterexample} />
        </section>
      )}
      <section>
        <h3>
          {finding.part === 'missing' ? 'Exits with and without the cleanup'
                                      : 'Every copy of the cleanup'}
        </h3>
        <Exits report={report} finding={finding} />
      </section>
      <Rewrite finding={finding} />
      {finding.related.some((note) => note.part === 'place') && (
        <section>
          <h3>Related places</h3>
          <OtherPlaces report={report} finding={finding} />
        </section>
      )}
      <Links title="Findings that these copies are in"
             findings={finding.members} state={state} />
      <Links title="The same cleanup elsewhere"
             findings={finding.groups} state={state} />
      <section>
        <h3>About the check</h3>
        <p>
          {page.summary}. C++ Core Guidelines {page.guideline};{' '}
          more in <code>{page.page}</code>.
        </p>
        <dl class="terms">
          <dt>Cleanup</dt>
          <dd>{finding.cleanup.map((statement, i) => (
            <Code key={i} class="statement" text={statement} />))}</dd>
          <dt>Fingerprint</dt>
          <dd><code>{finding.fingerprint}</code></dd>
          <dt>To silence it</dt>
          <dd>
            <code>// NOLINT({finding.check}): why</code> on line {finding.line}
          </dd>
        </dl>
      </section>
    </article>
  );
}
