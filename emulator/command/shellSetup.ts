/** Variables that would make a client use other credentials, another endpoint or another protocol. */
const INTERFERING = [
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
  "AWS_CREDENTIAL_EXPIRATION",
  "AWS_CA_BUNDLE",
  "AWS_USE_FIPS_ENDPOINT",
  "AWS_USE_DUALSTACK_ENDPOINT",
  "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
];

/** The endpoints of other services: an earlier one could be that of AWS. */
const OTHER_ENDPOINTS = String.raw`$(env | sed -n 's/^\(AWS_ENDPOINT_URL_[A-Z0-9_]*\)=.*/\1/p')`;

/**
 * The lines for a POSIX shell after which AWS clients call the emulator and nothing else: it is also the endpoint of the
 * services that it does not have.
 *
 * @param env the endpoints and the credentials
 */
export function shellSetup(url: string, env: Readonly<Record<string, string>>): string[] {
  const host = new URL(url).hostname;
  return [
    `unset ${INTERFERING.join(" ")}`,
    `unset AWS_ENDPOINT_URL ${OTHER_ENDPOINTS}`,
    // A profile can set all that the variables above set.
    "export AWS_CONFIG_FILE=/dev/null",
    "export AWS_SHARED_CREDENTIALS_FILE=/dev/null",
    `export NO_PROXY="${host}\${NO_PROXY:+,$NO_PROXY}\${no_proxy:+,$no_proxy}"`,
    'export no_proxy="$NO_PROXY"',
    // The AWS CLI 1 and boto3 read only the second, the JavaScript SDK only the first.
    "export AWS_REGION=us-east-1",
    "export AWS_DEFAULT_REGION=us-east-1",
    `export AWS_ENDPOINT_URL=${quoted(url)}`,
    ...Object.entries(env).map(([name, value]) => `export ${name}=${quoted(value)}`),
  ];
}

function quoted(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
