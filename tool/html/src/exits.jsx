// The ways out of the function side by side: what stands at each, and where
// today's way and the rewritten one go apart.

import { exitsOf, placeOf } from './data.js';
import { Code, Excerpt } from './code.jsx';

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function Exit({ report, finding, exit }) {
  const isMissing = exit.part === 'missing';
  return (
    <li class={isMissing ? 'exit missing' : 'exit'}>
      <h4>{capital(exit.message)}</h4>
      <p class="place"><code>{placeOf(exit)}</code></p>
      <Excerpt report={report} where={exit} />
      <p class="runs">
        <b>{isMissing ? 'Does not run:' : 'Runs:'}</b>
        {finding.cleanup.map((statement, i) => (
          <Code key={i} text={statement} />
        ))}
      </p>
    </li>
  );
}

export function Exits({ report, finding }) {
  const exits = exitsOf(finding);
  return (
    <ul class="exits" tabIndex={0} aria-label="Exits side by side">
      {exits.map((exit, i) => (
        <Exit key={i} report={report} finding={finding} exit={exit} />
      ))}
    </ul>
  );
}

/** Where the guard goes, what was acquired: places that are no exits. */
export function OtherPlaces({ report, finding }) {
  const places = finding.related.filter((note) => note.part === 'place');
  if (places.length === 0)
    return null;
  return (
    <ul class="exits" tabIndex={0} aria-label="Other places">
      {places.map((place, i) => (
        <li class="exit" key={i}>
          <h4>{capital(place.message)}</h4>
          <p class="place"><code>{placeOf(place)}</code></p>
          <Excerpt report={report} where={place} />
        </li>
      ))}
    </ul>
  );
}

/** Both traces row by row; the first row that differs is marked. */
export function Traces({ counterexample: { before, after } }) {
  const rows = Array.from({ length: Math.max(before.length, after.length) },
                          (_, i) => [before[i], after[i]]);
  const first = rows.findIndex(([left, right]) => left !== right);
  return (
    <table class="traces">
      <caption>
        One way through the function, until it goes another way
      </caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col">Today</th>
          <th scope="col">With the guard</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([left, right], i) => (
          <tr key={i} class={i === first ? 'differs' : undefined}>
            <th scope="row">
              {i + 1}{i === first && ' first difference'}
            </th>
            <td>{left ?? ''}</td>
            <td>{right ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
