import { Empty } from '../../components/Empty.tsx';
import { ScreenLink } from '../../components/ScreenLink.tsx';
import { coverageTexts } from '../../texts/coverage.ts';
import { useTexts } from '../../texts/language.ts';
import type { Coverage } from './coverage-view.ts';

/** Without a rota there is no coverage, and it is never shown as a gap. */
export function NoRota({ coverage }: { readonly coverage: Coverage }) {
  const t = useTexts(coverageTexts);
  const isChosen = coverage.sources.every(({ reason }) => reason !== 'no-rota-chosen');
  if (coverage.isPartial) {
    const action = (
      <ScreenLink screen="admin" path="setup">
        {t.openSetup}
      </ScreenLink>
    );
    return <Empty title={t.unread} text={t.unreadText} action={action} />;
  }
  const action = (
    <ScreenLink screen="admin" path="settings">
      {t.chooseRota}
    </ScreenLink>
  );
  return (
    <Empty
      title={isChosen ? t.noSchedule : t.noRota}
      text={isChosen ? t.noScheduleText : t.noRotaText}
      action={action}
    />
  );
}
