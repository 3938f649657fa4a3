import { shellSetup } from "./shellSetup";

/** What the command prints about a running emulator. */
export interface GreetingOptions {
  readonly url: string;
  /** The host that it listens on. */
  readonly host: string;
  /** The endpoints and the credentials. */
  readonly env: Readonly<Record<string, string>>;
  readonly admin: boolean;
}

/**
 * The first versions that read the endpoint of a service from the environment.
 *
 * @see https://aws.amazon.com/blogs/developer/new-improved-flexibility-when-configuring-endpoint-urls-with-the-aws-sdks-and-tools/
 * @see https://github.com/aws/aws-sdk-go-v2/issues/2226
 * @see https://github.com/aws/aws-sdk-js-v3/issues/5364
 */
export const LEAST_VERSIONS = [
  "AWS CLI 2.13.0 or 1.29.0",
  "boto3 1.28.0",
  "AWS SDK for Go v2 with config 1.21.0",
  "AWS SDK for JavaScript 3.428.0 (not 3.844.0)",
] as const;

/** What the command prints at the start. */
export function greeting(options: GreetingOptions): string {
  const { url, env } = options;
  return [
    `The emulator of Amazon Chime listens on ${url}`,
    "It also serves Amazon Chime SDK messaging and identity, and AWS STS.",
    ...reach(options),
    ...adminLines(options),
    "",
    "Paste these lines into a shell (sh, bash or zsh). Every AWS client that is started there calls the emulator:",
    "",
    ...shellSetup(url, env),
    "",
    `Older clients ignore these lines and call AWS. The first versions are ${LEAST_VERSIONS.join(", ")}.`,
    "Press Ctrl+C to stop it.",
  ].join("\n");
}

function reach({ url, host, admin }: GreetingOptions): string[] {
  if (isLoopback(host)) return ["Only programs on this machine can connect."];
  const { port } = new URL(url);
  return [
    `WARNING: It listens on ${host}. Everybody who can connect to this address and port ${port} can call it.`,
    ...(admin
      ? [
          "They can read and change everything in it, because the admin API needs no key. --no-admin turns it off.",
        ]
      : []),
    "The connection is not encrypted.",
  ];
}

function adminLines({ url, admin }: GreetingOptions): string[] {
  if (!admin) return [];
  return [
    `To watch rooms, channels and calls, open ${url}/`,
    `To read and change its state, use the admin API, for example: curl ${url}/_emulator/state`,
  ];
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);
}
