// What the list is narrowed by.

import { plural } from './data.js';
import { FixedByFix, hasFilters } from './state.js';

function Select({ label, name, value, onChange, children }) {
  return (
    <div class={`field ${name}`}>
      <label for={`filter-${name}`}>{label}</label>
      <select id={`filter-${name}`} name={name} value={value}
              class={value ? 'is-set' : undefined}
              onChange={(event) => onChange({ [name]: event.target.value })}>
        <option value="">All</option>
        {children}
      </select>
    </div>
  );
}

export function Filters({ report, folders, state, found, onChange,
                          searchRef }) {
  const { summary } = report;
  return (
    <form class="filters" role="search" aria-label="Filter the findings"
          onSubmit={(event) => event.preventDefault()}>
      <div class="field q">
        <label for="filter-q">Search <kbd>/</kbd></label>
        <input type="search" id="filter-q" name="q" ref={searchRef}
               value={state.q}
               placeholder="file, function, cleanup…" autocomplete="off"
               spellcheck={false} aria-keyshortcuts="/"
               onInput={(event) => onChange({ q: event.target.value })} />
      </div>
      <Select label="Check" name="check" value={state.check}
              onChange={onChange}>
        {[...report.checks.keys()].map((id) => (
          <option key={id} value={id}>
            {id} ({summary.by_check[id] || 0})
          </option>
        ))}
      </Select>
      <Select label="Verdict" name="verdict" value={state.verdict}
              onChange={onChange}>
        <option value={FixedByFix}>
          rewritten by --fix ({report.fixed.findings})
        </option>
        {[...report.verdicts.keys()].map((id) => (
          <option key={id} value={id}>
            {id} ({summary.by_verdict[id] || 0})
          </option>
        ))}
      </Select>
      <Select label="Folder" name="dir" value={state.dir} onChange={onChange}>
        {state.dir && !folders.some(({ path }) => path === state.dir) &&
         <option value={state.dir}>{state.dir}</option>}
        {folders.map(({ path, below }) => (
          <option key={path} value={path}>{path} ({below})</option>
        ))}
      </Select>
      <p class="found">
        <span role="status">
          {hasFilters(state)
              ? `${found.toLocaleString('en')} of ` +
                plural(report.findings.length, 'finding')
              : plural(found, 'finding')}
        </span>
        {hasFilters(state) && (
          <button type="button" onClick={() => onChange(
              { q: '', check: '', verdict: '', dir: '' })}>
            Clear filters
          </button>
        )}
      </p>
    </form>
  );
}
