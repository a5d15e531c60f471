import { makeStyles, tokens } from '@fluentui/react-components';

export const useLoadingStyles = makeStyles({
  lines: { display: 'grid', gap: tokens.spacingVerticalM, paddingBlock: tokens.spacingVerticalM },
});
