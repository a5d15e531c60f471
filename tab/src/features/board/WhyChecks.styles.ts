import { makeStyles, tokens } from '@fluentui/react-components';

export const useWhyChecksStyles = makeStyles({
  checks: { display: 'grid', gap: tokens.spacingVerticalS, paddingInlineStart: '20px', margin: 0 },
  remedy: { display: 'block' },
});
