// On paper the list has all of its rows.

import { placeOf } from './data.js';

export function PrintedList({ findings }) {
  return (
    <section class="printed">
      <h2>Findings</h2>
      <table class="numbers">
        <thead>
          <tr>
            <th scope="col">Place</th>
            <th scope="col">Check</th>
            <th scope="col">Verdict</th>
            <th scope="col">Message</th>
          </tr>
        </thead>
        <tbody>
          {findings.map((finding) => (
            <tr key={finding.id}>
              <td>{placeOf(finding)}</td>
              <td>{finding.check}</td>
              <td>{finding.verdict}</td>
              <td class="words">{finding.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
