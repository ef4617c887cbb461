// What is known of a rewrite, in plain words. The words are the program's own.

const Signs = { 'equivalent': '=', 'conditional': '≈',
                'changes-behavior': '≠', 'refused': '×' };

/** The verdict's name behind a sign that does not need colour. */
export function Badge({ verdict, short }) {
  return (
    <span class={`badge ${verdict}`} title={short ? verdict : undefined}>
      <span class="sign" aria-hidden="true">{Signs[verdict]}</span>
      <span class={short ? 'only-heard' : undefined}>{verdict}</span>
    </span>
  );
}

function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1) + '.';
}

function whatBecomesOfIt({ verdict, applied, summary }) {
  if (summary)
    return ' The copies are rewritten one by one, each with its own proof.';
  if (applied)
    return ' --fix rewrites it.';
  return verdict === 'conditional'
      ? ' --fix leaves it until all assumptions are granted.'
      : ' --fix leaves it, unless --unsafe-fixes is given.';
}

function Assumption({ report, assumption }) {
  const known = report.assumptions.get(assumption.id);
  return (
    <>
      <dt><code>{assumption.id}</code></dt>
      <dd>
        {sentence(known.summary)}
        {assumption.detail && <> Here: <q>{assumption.detail}</q>.</>}
        {known.granted ? ' Granted.'
                       : <> Not granted: <code>--assume={known.id}</code></>}
      </dd>
    </>
  );
}

export function VerdictWords({ report, finding }) {
  const { verdict, reason, detail } = finding;
  // A rewrite that differs does so whatever is assumed.
  const assumptions = verdict === 'changes-behavior' ? []
                                                     : finding.assumptions;
  return (
    <>
      <p>
        <Badge verdict={verdict} />{' '}
        {reason ? (
          <>
            {sentence(report.reasons.get(reason).summary)}
            {detail && <> Here: <q>{detail}</q>.</>} <code>{reason}</code>
          </>
        ) : (
          sentence(report.verdicts.get(verdict).summary) +
          whatBecomesOfIt(finding)
        )}
      </p>
      {assumptions.length > 0 && (
        <>
          <h4>What the proof assumes</h4>
          <dl class="terms">
            {assumptions.map((assumption, i) => (
              <Assumption key={i} report={report} assumption={assumption} />
            ))}
          </dl>
        </>
      )}
    </>
  );
}
