import { makeStyles, tokens } from '@fluentui/react-components';

export const usePickerStyles = makeStyles({
  picker: { display: 'grid', gap: tokens.spacingVerticalS, justifySelf: 'stretch', minWidth: 0 },
  search: { maxWidth: '360px' },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: tokens.spacingVerticalXS,
    maxHeight: '340px',
    overflowY: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  team: { overflowWrap: 'anywhere' },
  gone: { color: tokens.colorPaletteDarkOrangeForeground1, overflowWrap: 'anywhere' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  text: { margin: 0, maxWidth: '75ch' },
});
