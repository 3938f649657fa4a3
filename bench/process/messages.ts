/** The actions that a child process performs for its parent process. Arguments and results are plain data. */
export type Actions = Readonly<Record<string, (...args: never[]) => unknown>>;

/** The actions of every child process. */
export type CommonActions = typeof COMMON_ACTIONS;

/** The actions that {@link serveActions} adds. */
export const COMMON_ACTIONS = {
  /** The CPU time that the process has used since its start. */
  cpuSeconds: (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
};

/** Requests an action. The reply has the same number. */
export interface Request {
  number: number;
  action: string;
  args: unknown[];
}

/** The result of a request. The reply with the number 0 means that the process is ready. */
export interface Reply {
  number: number;
  result?: unknown;
  error?: string;
}
