/** One thing that is wrong with the environment. */
export interface EnvFault {
  readonly variable: string;
  readonly problem: string;
  readonly remedy: string;
}

/** Every fault of an environment at once; the message is for the operator's screen, a line each. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
  readonly faults: readonly EnvFault[];
  constructor(faults: readonly EnvFault[]) {
    super(faults.map((fault) => `${fault.variable} ${fault.problem}. ${fault.remedy}`).join('\n'));
    this.faults = faults;
  }
}

export interface FaultList {
  readonly fault: (variable: string, problem: string, remedy: string) => void;
  has(variable: string): boolean;
  /** Throws `EnvError` when anything was wrong. */
  finish(): void;
}

export function createFaultList(): FaultList {
  const faults: EnvFault[] = [];
  return {
    fault(variable, problem, remedy) {
      // A variable that is read twice is wrong once.
      const isKnown = faults.some((known) => known.variable === variable && known.problem === problem);
      if (!isKnown) faults.push({ variable, problem, remedy });
    },
    has: (variable) => faults.some((fault) => fault.variable === variable),
    finish() {
      if (faults.length > 0) throw new EnvError(faults);
    },
  };
}

/** Whether a URL's host is this machine by its own name or number; names that merely resolve to it are not looked up. */
export function isLoopbackHost(hostname: string): boolean {
  return /^(.+\.)?localhost\.?$|^127\.|^0\.0\.0\.0$|^\[::1?\]$|^\[::ffff:7f/.test(hostname);
}
