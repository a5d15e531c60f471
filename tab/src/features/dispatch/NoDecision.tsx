import { Button } from '@fluentui/react-components';
import { Empty } from '../../components/Empty.tsx';
import { dispatchTexts } from '../../texts/dispatch.ts';
import { useTexts } from '../../texts/language.ts';
import { type View } from './decision-list.ts';

/** Nothing fits: why, and the way on. */
export function NoDecision({
  view,
  onChange,
}: {
  readonly view: View;
  readonly onChange: (view: View) => void;
}) {
  const t = useTexts(dispatchTexts);
  const { filter, period, text } = view;
  if (filter !== null || text !== '') {
    return (
      <Empty
        title={text === '' ? t.emptyFilter : t.emptySearch(text)}
        action={
          period === 'ever' ? (
            <Button onClick={() => onChange({ ...view, filter: null })}>{t.showAll}</Button>
          ) : (
            <Button onClick={() => onChange({ ...view, filter: null, period: 'ever' })}>{t.showEver}</Button>
          )
        }
      />
    );
  }
  if (period === 'ever') return <Empty title={t.empty} text={t.emptyText} />;
  return (
    <Empty
      title={t.emptyPeriod[period]}
      text={t.emptyText}
      action={
        <Button onClick={() => onChange({ ...view, period: period === 'today' ? 'week' : 'ever' })}>
          {period === 'today' ? t.showWeek : t.showEver}
        </Button>
      }
    />
  );
}
