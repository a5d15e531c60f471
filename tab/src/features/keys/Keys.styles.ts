import { makeStyles, tokens } from '@fluentui/react-components';

export const useKeysStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalL, paddingTop: tokens.spacingVerticalS },
  scopes: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    minWidth: 0,
    border: 'none',
  },
  legend: { padding: 0, marginBottom: tokens.spacingVerticalXS },
  /** As fields say what is wrong with them. */
  fault: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorPaletteRedForeground1,
  },
  scope: { display: 'grid' },
  scopeText: { paddingInlineStart: '34px', color: tokens.colorNeutralForeground3 },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  secret: { width: '100%', fontFamily: tokens.fontFamilyMonospace },
});
