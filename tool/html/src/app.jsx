// The page: totals, list and what is chosen from it; and the keys.

import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

import { plural } from './data.js';
import { Detail, LineCount } from './detail.jsx';
import { Filters } from './filters.jsx';
import { folderRows } from './folders.js';
import { Keys } from './keys.jsx';
import { List } from './list.jsx';
import { Overview } from './overview.jsx';
import { PrintedList } from './print.jsx';
import { filterFindings, hashOf, parseHash } from './state.js';
import { ThemeButton } from './theme.jsx';

/** Where base.css shows one thing at a time. */
const Narrow = '(max-width: 760px)';

/** The state, and what changes a part of it; both are the URL's hash. */
function useHash() {
  const [state, setState] = useState(() => parseHash(location.hash));
  const current = useRef(state);
  current.current = state;
  useLayoutEffect(() => {
    const onChange = () => setState(parseHash(location.hash));
    addEventListener('hashchange', onChange);
    return () => removeEventListener('hashchange', onChange);
  }, []);
  const update = (changes) => {
    const next = { ...current.current, ...changes };
    // Of views that the keys run through, the browser keeps the last.
    history.replaceState(null, '', hashOf(next));
    current.current = next;
    setState(next);
  };
  return [state, update];
}

function Totals({ report }) {
  const { summary, fixed } = report;
  return (
    <ul class="totals" aria-label="Totals">
      <li><b>{report.findings.length.toLocaleString('en')}</b>{' '}
        findings in {plural(report.files.size, 'file')}</li>
      <li><b>{fixed.findings.toLocaleString('en')}</b> rewritten by --fix{' '}
        <LineCount {...fixed} /></li>
      <li>{plural(summary.translation_units, 'translation unit')},{' '}
        {summary.failed} failed</li>
      {summary.baselined > 0 && (
        <li>{summary.baselined.toLocaleString('en')} more in the baseline</li>
      )}
    </ul>
  );
}

function Header({ report, state, onKeys }) {
  const isOverview = !state.id && state.view !== 'list';
  return (
    <header class="top">
      <h1>raiify <span class="version">{report.version}</span></h1>
      <Totals report={report} />
      <nav aria-label="Views">
        <a href={hashOf({ ...state, id: '', view: '' })}
           aria-current={isOverview ? 'page' : undefined}>Overview</a>
        <a class="to-list" href={hashOf({ ...state, id: '', view: 'list' })}
           aria-current={isOverview ? undefined : 'page'}>Findings</a>
      </nav>
      <button type="button" onClick={onKeys}>Keys <kbd>?</kbd></button>
      <ThemeButton />
    </header>
  );
}

function isTyping({ target }) {
  return target.closest?.('input, select, textarea, dialog[open]');
}

/** `/`, `j`, `k`, `?` and Escape, wherever the focus is. */
function useKeys(actions) {
  const latest = useRef(actions);
  latest.current = actions;
  useLayoutEffect(() => {
    const onKeyDown = (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey)
        return;
      if (event.key === 'Escape' && !event.target.closest?.('dialog'))
        return latest.current.Escape(event);
      const action = latest.current[event.key];
      if (!action || isTyping(event))
        return;
      event.preventDefault();
      action(event);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}

export function App({ report, printing }) {
  const [state, update] = useHash();
  const search = useRef(null), list = useRef(null), keys = useRef(null);
  const wantsFocus = useRef(false), afterwards = useRef(null);
  const folders = useMemo(() => folderRows(report), [report]);
  const { q, check, verdict, dir } = state;
  const findings = useMemo(() => filterFindings(report.findings, state),
                           [report, q, check, verdict, dir]);
  const open = report.byId.get(state.id);
  const active = findings.indexOf(open);

  const onOpen = (finding, focus = false) => {
    wantsFocus.current = focus;
    if (focus && finding === open)
      document.querySelector('.finding h2').focus();
    update({ id: finding.id });
  };
  const onMove = (index) => {
    if (findings.length > 0)
      onOpen(findings[Math.min(Math.max(index, 0), findings.length - 1)]);
  };
  // Where one thing is shown at a time, what is to have the focus may have to
  // be drawn first.
  useLayoutEffect(() => {
    afterwards.current?.();
    afterwards.current = null;
  });
  const onClose = () => {
    afterwards.current = () => list.current.focus({ preventScroll: true });
    update({ id: '', view: state.id ? 'list' : '' });
  };
  useKeys({
    '/': () => {
      afterwards.current = () => {
        search.current.focus();
        search.current.select();
      };
      update(matchMedia(Narrow).matches ? { id: '', view: 'list' } : {});
    },
    'j': () => onMove(active + 1),
    'k': () => onMove(active < 0 ? 0 : active - 1),
    '?': () => keys.current.showModal(),
    'Escape': ({ target }) => {
      if (target === search.current && q)
        update({ q: '' });
      else if (target === search.current)
        list.current.focus();
      else if (target.closest?.('.detail'))
        list.current.focus({ preventScroll: true });
      else
        onClose();
    },
  });

  const view = open ? 'detail' : state.view === 'list' ? 'list' : 'overview';
  return (
    <div class={`page shows-${view}`}>
      <Header report={report} state={state}
              onKeys={() => keys.current.showModal()} />
      <section class="side" aria-label="List of findings">
        <Filters report={report} folders={folders} state={state}
                 found={findings.length} onChange={update}
                 searchRef={search} />
        <List findings={findings} active={active} onOpen={onOpen}
              onMove={onMove} listRef={list} />
      </section>
      <main class="detail" tabIndex={-1}>
        {open ? (
          <Detail report={report} finding={open} state={state}
                  neighbours={{ previous: findings[active - 1],
                                next: findings[active + 1] }}
                  onOpen={onOpen} onClose={onClose} wantsFocus={wantsFocus} />
        ) : (
          <Overview report={report} folders={folders} state={state} />
        )}
        {printing && !open && <PrintedList findings={findings} />}
      </main>
      <Keys dialogRef={keys} />
    </div>
  );
}
