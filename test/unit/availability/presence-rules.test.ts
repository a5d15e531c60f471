import { describe, expect, it } from 'vitest';
import type { Presence } from '#core/availability/ports.ts';
import { judgePresence } from '#core/availability/presence-rules.ts';

function presence(
  availability: string | null,
  activity: string | null,
  outOfOffice: boolean | null = null,
): Presence {
  return { availability, activity, outOfOffice };
}

describe('AV-1: away, offline, off work and out of office are a break', () => {
  it.each([
    ['Away', 'Away', 'away'],
    ['Away', 'Inactive', 'away'],
    ['Offline', 'Offline', 'offline'],
    ['Offline', 'OffWork', 'off-work'],
    ['Available', 'OffWork', 'off-work'],
    ['Available', 'OutOfOffice', 'out-of-office'],
    ['Busy', 'OutOfOffice', 'out-of-office'],
    ['OutOfOffice', null, 'out-of-office'],
  ])('%s / %s', (availability, activity, word) => {
    expect(judgePresence(presence(availability, activity))).toEqual({
      verdict: 'on-break',
      word,
      besides: null,
    });
  });

  it.each([
    ['Available', 'Available', 'available'],
    ['Busy', 'InACall', 'in-a-call'],
    ['PresenceUnknown', 'PresenceUnknown', 'presence-unknown'],
    [null, null, 'presence-unknown'],
  ])('out of office wins over %s / %s and keeps what is shown', (availability, activity, besides) => {
    expect(judgePresence(presence(availability, activity, true))).toEqual({
      verdict: 'on-break',
      word: 'out-of-office',
      besides,
    });
  });
});

describe('AV-2: being occupied is working', () => {
  it.each([
    ['Available', 'Available', 'available'],
    ['AvailableIdle', 'Available', 'available-idle'],
    ['AvailableIdle', 'Inactive', 'available-idle'],
    ['Busy', 'Busy', 'busy'],
    ['BusyIdle', 'Busy', 'busy'],
    ['BusyIdle', 'BusyIdle', 'busy-idle'],
    ['Busy', 'InACall', 'in-a-call'],
    ['Busy', 'InAConferenceCall', 'in-a-call'],
    ['Busy', 'InAMeeting', 'in-a-meeting'],
    ['DoNotDisturb', 'Presenting', 'presenting'],
    ['DoNotDisturb', 'DoNotDisturb', 'do-not-disturb'],
    ['DoNotDisturb', 'UrgentInterruptionsOnly', 'focusing'],
    ['BeRightBack', 'BeRightBack', 'be-right-back'],
    ['inACall', 'busy', 'in-a-call'],
    ['focusing', 'doNotDisturb', 'focusing'],
  ])('%s / %s', (availability, activity, word) => {
    expect(judgePresence(presence(availability, activity))).toEqual({
      verdict: 'working',
      word,
      besides: null,
    });
  });

  it.each(['available', 'AVAILABLE', 'aVaIlAbLe', ' Available '])('case does not count: "%s"', (value) => {
    expect(judgePresence(presence(value, value)).verdict).toBe('working');
  });
});

describe('AV-3: no signal is neither away nor available', () => {
  it.each([
    ['PresenceUnknown', 'PresenceUnknown', 'presence-unknown'],
    [null, null, 'presence-unknown'],
    ['', '', 'presence-unknown'],
    ['Teleporting', 'Teleporting', 'presence-new'],
  ])('%s / %s', (availability, activity, word) => {
    expect(judgePresence(presence(availability, activity))).toEqual({
      verdict: 'no-signal',
      word,
      besides: null,
    });
  });

  it('a user without an answer has no signal', () => {
    expect(judgePresence(null)).toEqual({ verdict: 'no-signal', word: 'no-answer', besides: null });
  });
});
