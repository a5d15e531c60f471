import type { Measurement } from '../measurement.ts';
import { bundle } from './bundle.ts';
import { technicianPages } from './technician-pages.ts';
import { techniciansTable } from './technicians-table.ts';

/** What people load, and how the largest table behaves. */
export const TAB: readonly Measurement[] = [bundle, technicianPages, techniciansTable];
