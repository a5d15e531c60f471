import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import { useTexts } from '../texts/language.ts';
import { shellTexts } from '../texts/shell.ts';
import { useLoadingStyles } from './Loading.styles.ts';

/** Grey lines of the shape that comes, while it comes. */
export function Loading({ lines = 6, label }: { readonly lines?: number; readonly label?: string }) {
  const styles = useLoadingStyles();
  const t = useTexts(shellTexts);
  return (
    <div aria-busy="true">
      <Skeleton aria-label={label ?? t.loading} className={styles.lines}>
        {Array.from({ length: lines }, (_each, index) => (
          <SkeletonItem key={index} size={index === 0 ? 28 : 20} />
        ))}
      </Skeleton>
    </div>
  );
}
