import { makeStyles, tokens } from '@fluentui/react-components';

export const useAccessStyles = makeStyles({
  fields: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalM,
    width: '100%',
  },
  search: { flexGrow: 1, minWidth: '220px', maxWidth: '420px' },
  found: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    width: 'min(640px, calc(100vw - 48px))',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  person: { display: 'grid', minWidth: 0, overflowWrap: 'anywhere' },
});
