import { makeStyles, tokens } from '@fluentui/react-components';

export const useKeysStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalL, paddingTop: tokens.spacingVerticalS },
  scopes: { display: 'grid', gap: tokens.spacingVerticalS },
  scope: { display: 'grid' },
  scopeText: { paddingInlineStart: '34px', color: tokens.colorNeutralForeground3 },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  secret: { width: '100%', fontFamily: tokens.fontFamilyMonospace },
});
