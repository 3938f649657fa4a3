const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The options of `providePulumi`. */
export interface ProvideOptions {
  /** The environment, also of child processes. Default: `process.env`. */
  environment?: NodeJS.ProcessEnv;
  /** Receives progress, line by line. Default: prints to stderr. */
  report?: (line: string) => void;
  /** Time limits and the download URL, for tests and unusual networks. */
  tuning?: Partial<Tuning>;
}

/** Time limits, and values that only tests and unusual networks change. */
export interface Tuning {
  /** The time limit of `pulumi version`, which is slow on a cold disk under load. */
  versionTimeoutMs: number;
  /** The URL that shows whether the network allows the official download. */
  probeUrl: string;
  /** The time limit of the request to that URL. */
  probeTimeoutMs: number;
  /** The time limit of the official download. */
  downloadTimeoutMs: number;
  /** The script that runs the official installer. */
  installer: string;
  /** The time limit of both Go builds together. */
  buildTimeoutMs: number;
  /** The interval of progress lines. */
  heartbeatMs: number;
  /** The time limit of waiting for another run that adds the same bundle. */
  lockTimeoutMs: number;
  /** A lock that is not updated for this long is stale: its holder crashed. */
  lockStaleMs: number;
}

/** The options with all defaults applied. */
export interface Settings extends Tuning {
  environment: NodeJS.ProcessEnv;
  report: (line: string) => void;
}

/** Applies the defaults. */
export function withDefaults(options: ProvideOptions): Settings {
  return {
    versionTimeoutMs: MINUTE,
    // The first URL that the installer requests, so it passes the same proxies.
    probeUrl: "https://get.pulumi.com/install.sh",
    probeTimeoutMs: 5 * SECOND,
    downloadTimeoutMs: 5 * MINUTE,
    installer: `${__dirname}/installer.cjs`,
    buildTimeoutMs: 20 * MINUTE,
    heartbeatMs: 30 * SECOND,
    lockTimeoutMs: 30 * MINUTE,
    lockStaleMs: 30 * SECOND,
    ...options.tuning,
    environment: options.environment ?? process.env,
    report: options.report ?? console.error,
  };
}
