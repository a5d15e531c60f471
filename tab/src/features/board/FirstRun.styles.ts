import { makeStyles, tokens } from '@fluentui/react-components';

export const useFirstRunStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalS, maxWidth: '60ch', paddingInlineStart: '20px' },
  text: { maxWidth: '60ch' },
  start: { fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
});
