/** A report as it is read: the sentence and the picture, the problems, then everything that was looked at. */
import type { ReportView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { PathPicture } from '../../parts/path-picture/path-picture.tsx';
import { Waterfall } from '../../parts/waterfall.tsx';
import { useReportActions } from './actions.ts';
import { Findings } from './findings.tsx';
import { isSaid, noticesOf } from './fold.ts';
import { Past } from './past.tsx';
import { ProblemCard } from './problem-card.tsx';
import { BindingBadge, OpenedFile } from './opened.tsx';
import { JudgedAgain, JudgedBy, Redactions } from './provenance.tsx';
import { RawRecords } from './raw-records.tsx';
import styles from './report-page.module.css';

interface ReportPageProps {
  readonly report: ReportView;
  /** What the history knows of it. */
  readonly past?: readonly string[];
}

export function ReportPage({ report, past = [] }: ReportPageProps) {
  const t = useTranslate();
  const { checkAgain, save, isBusy } = useReportActions();
  return (
    <Page
      title={report.summary}
      lead={<Lead report={report} />}
      actions={
        <>
          <Button disabled={isBusy} onClick={() => checkAgain(null, false)}>
            {t('window.report.check_again')}
          </Button>
          {/* a desk waits for the file: it goes before a ticket of one's own */}
          <Button look={report.answers === null ? 'plain' : 'primary'} onClick={() => save()}>
            {t('window.report.save')}
          </Button>
          {report.provider?.canSeal === true && (
            <Button onClick={() => save({ sealed: true })}>
              {t('window.report.save_sealed', { provider: report.provider.name })}
            </Button>
          )}
        </>
      }
      aside={<Details report={report} />}
    >
      <Verdict report={report} />
      <Past lines={past} />
      <Problems report={report} />
    </Page>
  );
}

function Lead({ report }: { readonly report: ReportView }) {
  const t = useTranslate();
  const { displayName, startedAt, durationMs, provider } = report;
  return (
    <>
      <p>
        {t('window.report.lead', {
          name: displayName,
          time: t.dateTime(startedAt),
          duration: t.duration(durationMs),
        })}
      </p>
      {provider !== null && (
        <p>{t('window.report.provider', { name: provider.name, how: provider.recognised })}</p>
      )}
    </>
  );
}

function Verdict({ report }: { readonly report: ReportView }) {
  const t = useTranslate();
  const { stations, problems, stamps, remarks, judgedAgain, opened, answers } = report;
  const mainSide = problems[0]?.side ?? 'undetermined';
  return (
    <div className={styles['verdict']}>
      <PathPicture stations={stations} mainSide={mainSide === 'undetermined' ? null : mainSide} />
      {noticesOf(report).map((notice) => (
        <Notice key={notice} kind={notice === 'healthy' ? 'hint' : 'warning'}>
          {t(`window.notice.${notice}`)}
        </Notice>
      ))}
      {stamps.map(({ id, text }) => (
        <Notice key={id} kind="warning">
          {text}
        </Notice>
      ))}
      {answers !== null && <Notice kind="hint">{t('window.report.answers', { reference: answers })}</Notice>}
      {opened !== null && opened.binding !== 'none' && (
        <p>
          <BindingBadge binding={opened.binding} />
        </p>
      )}
      {judgedAgain !== null && <JudgedAgain judgedAgain={judgedAgain} />}
      {remarks.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </div>
  );
}

function Problems({ report }: { readonly report: ReportView }) {
  const t = useTranslate();
  const { problems, displayName, summary } = report;
  const [first, ...others] = problems.map((problem, index) => (
    <ProblemCard
      key={problem.index}
      problem={problem}
      isSaid={isSaid(problem, summary)}
      isFirst={index === 0}
      leads={index === 0 && report.answers === null}
      target={displayName}
    />
  ));
  return (
    <>
      {first}
      {others.length > 0 && (
        <Section title={t('window.report.problems', { count: others.length })}>
          <div className={styles['problems']}>{others}</div>
        </Section>
      )}
    </>
  );
}

/** Beside the verdict on a wide window, below it otherwise. */
function Details({ report }: { readonly report: ReportView }) {
  const t = useTranslate();
  const { operations } = report;
  return (
    <>
      <Findings groups={report.findings} />
      {operations.length > 0 && (
        <Section title={t('window.report.operations')} lead={t('window.report.operations_lead')}>
          <Waterfall areas={Map.groupBy(operations, ({ area }) => area)} nowMs={null} />
        </Section>
      )}
      <RawRecords operations={operations} />
      {report.opened !== null && <OpenedFile opened={report.opened} />}
      <Redactions redactions={report.redactions} />
      <JudgedBy judgedBy={report.judgedBy} />
    </>
  );
}
