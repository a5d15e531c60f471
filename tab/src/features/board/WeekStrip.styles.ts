import { makeStyles, tokens } from '@fluentui/react-components';

export const useWeekStripStyles = makeStyles({
  days: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(76px, 1fr))',
    gap: tokens.spacingHorizontalXS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  day: {
    padding: tokens.spacingHorizontalXS,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusSmall,
    fontSize: tokens.fontSizeBase200,
    minWidth: 0,
  },
  today: { border: `2px solid ${tokens.colorBrandStroke1}` },
  name: { fontWeight: tokens.fontWeightSemibold },
});
