import fc from "fast-check";

import { requestOf } from "../../conformance/request";
import type { Input } from "../../conformance/sample";
import { SAMPLES } from "../../conformance/samples";
import { installedFacts, operationsOf, SERVICES } from "../../conformance/services";
import type { RawRequest } from "../../unit/emulator/raw";

/** An input to send, unsigned or signed. */
export type FuzzInput =
  | { readonly kind: "bytes" | "mangled" | "http"; readonly bytes: Buffer }
  | { readonly kind: "signed" | "admin"; readonly request: RawRequest; readonly service: string };

/** Strings that often cause bugs. */
const TROUBLESOME_STRINGS = [
  "",
  " ",
  "\0",
  "\t",
  "\r\n",
  ".",
  "..",
  "/",
  "%",
  "%00",
  "%zz",
  "%2e%2e%2f",
  "__proto__",
  "constructor",
  "toString",
  "null",
  "undefined",
  "NaN",
  "-0",
  "1e999",
  "[]",
  "{}",
  "\u2028",
  "\ud800",
  "\u{1f600}",
  "a@b.c",
  "${7*7}",
  "' OR 1=1--",
  "<script>",
  "../../../../etc/passwd",
  "x".repeat(5000),
  "ä".repeat(300),
];

const text = fc.oneof(
  fc.constantFrom(...TROUBLESOME_STRINGS),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 40 }),
);

const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, 1.5, 1e21, true, null, [], {}, [[[]]]) },
  { weight: 1, arbitrary: fc.array(text, { maxLength: 120 }) },
  { weight: 1, arbitrary: fc.dictionary(text, text, { maxKeys: 5 }) },
);

const METHODS = [
  "GET",
  "POST",
  "PUT",
  "DELETE",
  "PATCH",
  "HEAD",
  "OPTIONS",
  "CONNECT",
  "TRACE",
  "get",
  "X",
  "",
];

const SEGMENTS = [
  "accounts",
  "account-1",
  "rooms",
  "room-1",
  "memberships",
  "user-1",
  "users",
  "channels",
  "app-instances",
  "app-instance-users",
  "_emulator",
  "journal",
  "arn%3Aaws%3Achime%3Aus-east-1%3A111122223333%3Aapp-instance%2Fx",
];

const path = fc
  .array(fc.oneof(fc.constantFrom(...SEGMENTS), text.map(escaped)), { maxLength: 7 })
  .map((segments) => `/${segments.join("/")}`);

const query = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.constantFrom("operation", "max-results", "next-token", "user-email", "scope"),
        text.map(escaped),
      ),
      fc.oneof(fc.constantFrom("batch-create", "1", "99"), text.map(escaped)),
    ),
    { maxLength: 4 },
  )
  .map((pairs) => pairs.map(([name, raw]) => `${name}=${raw}`).join("&"));

const HEADERS = [
  "content-type: application/json",
  'content-type: text/plain; charset="',
  "expect: 100-continue",
  "expect: x",
  "transfer-encoding: chunked",
  "transfer-encoding: gzip, chunked",
  "content-length: 0",
  "content-length: -1",
  "content-length: 99999999999999999999",
  "connection: upgrade",
  "connection: close",
  "upgrade: websocket",
  "upgrade: h2c",
  "host:",
  "host: a, b",
  "x-amz-date: 20200101T000000Z",
  "x-amz-security-token: x",
  "content-encoding: gzip",
  "authorization: AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request",
  "authorization: Basic eA==",
  "authorization: AWS4-HMAC-SHA256 Credential=AKIAEMULATEDCHIME001/20200101/us-east-1/chime/aws4_request, " +
    "SignedHeaders=host;x-amz-date, Signature=00",
  "x-amz-content-sha256: UNSIGNED-PAYLOAD",
  "range: bytes=0-",
  "x-http-method-override: DELETE",
];

const header = fc.oneof(
  fc.constantFrom(...HEADERS),
  fc.tuple(text, text).map(([name, raw]) => `${name}: ${raw}`),
  fc.constant(`x-long: ${"y".repeat(17_000)}`),
);

const body = fc.oneof(
  { weight: 6, arbitrary: value.map((raw) => JSON.stringify(raw)) },
  { weight: 3, arbitrary: text },
  {
    weight: 1,
    arbitrary: fc.constantFrom("[".repeat(100_000), `{"a":${"[".repeat(5000)}`, `"${"x".repeat(200_000)}"`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("5\r\nhello\r\n0\r\n\r\n", "fffffffffffff\r\n", "0;x=y\r\n\r\n", "-1\r\n\r\n"),
  },
);

interface Operation {
  readonly service: string;
  readonly name: string;
  readonly facts: ReturnType<typeof installedFacts>["operations"][string] | undefined;
  readonly input: Input;
}

const OPERATIONS: readonly Operation[] = SERVICES.flatMap((service) => {
  const facts = installedFacts(service).operations;
  return operationsOf(service).map(({ name }) => {
    const sample = SAMPLES[service.name]?.[name];
    return { service: service.name, name, facts: facts[name], input: sample?.input ?? {} };
  });
});

/** The path of an operation with random labels. */
const knownPath = fc
  .tuple(fc.constantFrom(...OPERATIONS), fc.array(text, { minLength: 3, maxLength: 3 }))
  .map(([{ facts }, labels]) => {
    const [, template = "/"] = facts?.http?.split(" ") ?? [];
    return labels.reduce((left, label) => left.replace(/\{\w+\}/, () => escaped(label)), template);
  });

const byteInput = fc
  .uint8Array({ maxLength: 600 })
  .map((raw): FuzzInput => ({ kind: "bytes", bytes: Buffer.from(raw) }));

/** HTTP requests with valid and invalid parts. */
const http = fc
  .record({
    method: mostly(fc.constantFrom("GET", "POST", "PUT", "DELETE"), fc.constantFrom(...METHODS)),
    path: fc.oneof(path, knownPath),
    query,
    version: mostly(fc.constant("HTTP/1.1"), fc.constantFrom("HTTP/1.0", "HTTP/2.0", "HTTP/9", "")),
    headers: mostly(fc.constant<string[]>([]), fc.array(header, { maxLength: 4 })),
    body,
    hasLength: mostly(fc.constant(true), fc.constant(false)),
  })
  .map(({ method, path: target, query: search, version, headers, body: content, hasLength }): FuzzInput => {
    const length = hasLength ? [`content-length: ${Buffer.byteLength(content)}`] : [];
    const first = `${method} ${target}${search === "" ? "" : `?${search}`} ${version}`;
    return {
      kind: "http",
      bytes: Buffer.from([first, "host: x", ...headers, ...length, "", content].join("\r\n")),
    };
  });

/** A valid request with some bytes changed, removed or duplicated. */
const mangled = fc
  .tuple(
    http,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(20),
        fc.constantFrom("remove", "duplicate", "replace"),
        fc.uint8Array({ maxLength: 8 }),
      ),
      { minLength: 1, maxLength: 5 },
    ),
  )
  .map(([input, edits]): FuzzInput => {
    const start = "bytes" in input ? input.bytes : Buffer.alloc(0);
    return { kind: "mangled", bytes: edits.reduce((edited, edit) => mangle(edited, ...edit), start) };
  });

/** A correctly signed call in which some fields are random. */
const signed = fc
  .constantFrom(...OPERATIONS)
  .chain((operation) => {
    const names = Object.keys(operation.facts?.input ?? { Name: 0 });
    const changes = fc.array(fc.tuple(fc.constantFrom(...names, "Unknown"), value), { maxLength: 3 });
    return fc.tuple(fc.constant(operation), changes);
  })
  .map(([{ service, name, facts, input }, changes]): FuzzInput => {
    const request = requestOf(name, facts, { ...input, ...Object.fromEntries(changes) });
    const headers = Object.entries(request.headers ?? {}).map(([key, raw]) => [key, printable(raw)]);
    return {
      kind: "signed",
      service,
      request: { ...request, headers: Object.fromEntries(headers) as Record<string, string> },
    };
  });

const RULE = {
  operation: "CreateRoom",
  kind: "error",
  error: "ServiceFailureException",
  times: 1,
  callsPerSecond: 5,
  reads: 1,
};

/** Requests to the admin API. */
const admin = fc
  .record({
    method: fc.constantFrom("GET", "POST", "DELETE", "PUT"),
    path: fc.constantFrom("journal", "members", "faults", "", "../accounts", "faults/1"),
    query,
    body: fc.oneof(
      body,
      fc
        .array(
          fc.tuple(
            fc.constantFrom(...Object.keys(RULE), "memberId", "when", "milliseconds"),
            fc.oneof(value, fc.constantFrom("throttle", "readLag", "delay", "cut")),
          ),
          { maxLength: 3 },
        )
        .map((changes) => JSON.stringify({ ...RULE, ...Object.fromEntries(changes) })),
    ),
  })
  .map(({ method, path: target, query: search, body: content }): FuzzInput => ({
    kind: "admin",
    service: "admin",
    request: { method, path: `/_emulator/${target}?${search}`, body: content },
  }));

/** All inputs. */
export const fuzzInput: fc.Arbitrary<FuzzInput> = fc.oneof(
  { weight: 1, arbitrary: byteInput },
  { weight: 2, arbitrary: mangled },
  { weight: 3, arbitrary: http },
  { weight: 5, arbitrary: signed },
  { weight: 1, arbitrary: admin },
);

function mostly<T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 3, arbitrary: usual }, { weight: 1, arbitrary: other });
}

function mangle(bytes: Buffer, at: number, length: number, edit: string, replacement: Uint8Array): Buffer {
  const from = bytes.length === 0 ? 0 : at % bytes.length;
  const [before, part, after] = [
    bytes.subarray(0, from),
    bytes.subarray(from, from + length),
    bytes.subarray(from + length),
  ];
  const edited = edit === "remove" ? [] : edit === "duplicate" ? [part, part] : [Buffer.from(replacement)];
  return Buffer.concat([before, ...edited, after]);
}

function escaped(raw: string): string {
  return encodeURIComponent(Buffer.from(raw).toString()).replace(/%25/g, "%");
}

/** Replaces the characters that Node.js does not allow in header values. */
function printable(raw: string): string {
  return raw.replace(/[^\x20-\x7e]/g, "?");
}
