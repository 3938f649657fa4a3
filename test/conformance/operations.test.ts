import assert from "node:assert/strict";

import { startEmulator, type Emulator, type ErrorName, type OperationName } from "../../emulator";
import { COMMON_ERRORS } from "../../emulator/http/errors";
import { send, sendSigned, type RawReply, type RawRequest, type Signing } from "../unit/emulator/raw";
import { UUID } from "../unit/emulator/world";
import { assertRejected, assertShape, onlyCall } from "./assertions";
import { casesOf } from "./cases";
import type { ErrorFacts, OperationFacts } from "./facts";
import { requestOf } from "./request";
import type { Input, Sample } from "./sample";
import { OPTIONS, SAMPLES } from "./samples";
import { installedFacts, operationsOf, SERVICES, type ServiceSource } from "./services";

interface Context {
  readonly service: ServiceSource;
  readonly operation: string;
  readonly facts: OperationFacts | undefined;
  readonly errors: Readonly<Record<string, ErrorFacts>>;
  readonly sample: Sample;
  /** The emulator for calls that change nothing. */
  readonly shared: () => Emulator;
}

for (const service of SERVICES.filter((candidate) => operationsOf(candidate).length > 0)) {
  describe(`The emulator of ${service.name}`, () => {
    const { operations, errors } = installedFacts(service);
    const samples = SAMPLES[service.name] ?? {};

    it("has a sample call for every operation", () => {
      const names = operationsOf(service).map(({ name }) => name);
      assert.deepEqual(Object.keys(samples).sort(), names.sort());
    });

    for (const [operation, sample] of Object.entries(samples)) {
      describe(`in ${operation}`, () => {
        const shared = sharedEmulator(sample);
        const context = { service, operation, facts: operations[operation], errors, sample, shared };
        testSuccess(context);
        testValidation(context);
        testInjectedErrors(context);
        testAuthentication(context);
        testRouting(context);
      });
    }
  });
}

function testSuccess(context: Context): void {
  it("succeeds, and returns only fields of the schema", () =>
    withEmulator(context.sample, async (chime) => {
      const { facts, sample } = context;
      const reply = await call(context, chime, sample.input);
      assert.equal(reply.status, facts?.status ?? 200, reply.body);
      assert.match(String(reply.headers["x-amzn-requestid"]), UUID);
      const { written, ended, status, requestId } = onlyCall(chime);
      assert.deepEqual([written, ended, status], [sample.writes, true, reply.status]);
      assert.equal(reply.headers["x-amzn-requestid"], requestId);
      if (facts?.http === undefined) return;
      assertShape(facts.output, JSON.parse(reply.body === "" ? "{}" : reply.body), "");
    }));
}

function testValidation(context: Context): void {
  const { service, operation, facts, sample, shared } = context;
  const { rejected, accepted } = casesOf(service.name, operation, facts?.input ?? {}, sample);
  const error = service.name === "sts" ? "ValidationError" : "BadRequestException";

  for (const { title, input } of rejected) {
    it(`rejects ${title}`, async () => {
      const reply = await call(context, shared(), input);
      assertRejected(service, shared(), reply, { status: 400, error });
      assert.equal(onlyCall(shared()).operation, operation);
    });
  }

  for (const { title, input } of accepted) {
    it(`accepts ${title}`, () =>
      withEmulator(sample, async (chime) => {
        const reply = await call(context, chime, input);
        assert.equal(reply.status, facts?.status ?? 200, reply.body);
      }));
  }
}

/** Injects every error that the operation declares, and the errors that are common to all AWS services. */
function testInjectedErrors(context: Context): void {
  const { service, facts, errors, operation, shared, sample } = context;
  // The emulator has none of the errors that STS declares: they are about policies and web identities.
  const declared = service.name === "sts" ? [] : (facts?.errors ?? []);
  const statuses: Readonly<Record<string, number | undefined>> = {
    ...Object.fromEntries(Object.entries(COMMON_ERRORS).map(([name, { status }]) => [name, status])),
    ...Object.fromEntries(declared.map((name) => [name, errors[name]?.status])),
  };
  for (const [error, status = 0] of Object.entries(statuses)) {
    it(`returns an injected ${error} and changes nothing`, async () => {
      const target = operation as OperationName;
      shared().faults.inject({ operation: target, kind: "error", error: error as ErrorName });
      const reply = await call(context, shared(), sample.input);
      assertRejected(service, shared(), reply, { status, error });
      assert.deepEqual(onlyCall(shared()).faults, [`error ${error}`]);
      assert.match(reply.body, /Injected by the emulator\./);
    });
  }
}

function testAuthentication(context: Context): void {
  const { service, operation, facts, sample, shared } = context;
  if (!isSigned(context)) {
    it("needs no signature", async () => {
      const reply = await send(shared(), requestOf(operation, facts, sample.input));
      assert.equal(reply.status, 200, reply.body);
    });
    return;
  }
  const invalidSignatures: [string, Signing, ErrorName][] = [
    ["a wrong secret key", { secretAccessKey: "wrong" }, "InvalidSignatureException"],
    ["an unknown access key", { accessKeyId: "AKIANOBODY0000000003" }, "UnrecognizedClientException"],
    [
      "a session token that the access key does not have",
      { sessionToken: "token" },
      "UnrecognizedClientException",
    ],
    ["a signature for another service", { service: "s3" }, "InvalidSignatureException"],
    [
      "a signature from yesterday",
      { signingDate: new Date(Date.now() - 86_400_000) },
      "InvalidSignatureException",
    ],
  ];
  // Amazon Chime and STS accept signatures for every region.
  if (!["chime", "sts"].includes(service.name)) {
    invalidSignatures.push([
      "a signature for another region",
      { region: "eu-west-1" },
      "InvalidSignatureException",
    ]);
  }
  for (const [title, signing, error] of invalidSignatures) {
    it(`rejects a request with ${title}`, async () => {
      const reply = await call(context, shared(), sample.input, signing);
      assertRejected(service, shared(), reply, { status: 403, error });
    });
  }

  it("rejects an unsigned request", async () => {
    const reply = await send(shared(), requestOf(operation, facts, sample.input));
    const error = "MissingAuthenticationTokenException";
    assertRejected(service, shared(), reply, { status: 403, error });
  });
}

function testRouting(context: Context): void {
  const { service, operation, facts, sample, shared } = context;
  const request = requestOf(operation, facts, sample.input);
  const variants: [string, RawRequest][] = [
    ["a longer path", { ...request, path: request.path.replace(/(\?|$)/, "/more/of/it$1") }],
    ["a path that ends in a slash", { ...request, path: request.path.replace(/(\?|$)/, "/$1") }],
    ["an empty label", { ...request, path: request.path.replace(/^(\/[^/]+\/)[^/?]+/, "$1") }],
    ["the method PUT", { ...request, method: "PUT" }],
    ["the method PATCH", { ...request, method: "PATCH" }],
    ["the method HEAD", { ...request, method: "HEAD" }],
  ];
  const unroutable: [string, RawRequest][] =
    facts?.http === undefined
      ? [["another action name", requestOf(`${operation}s`, facts, sample.input)]]
      : variants.filter(([, variant]) => !matchesOperation(variant, service));
  for (const [title, variant] of unroutable) {
    it(`does not route a request with ${title}`, async () => {
      const reply = await sendSigned(shared(), variant, scopeOf(service));
      assertRejected(service, shared(), reply, { status: 404, error: "UnknownOperationException" });
      assert.equal(onlyCall(shared()).operation, "UnknownOperation");
    });
  }
}

function isSigned({ service, operation }: Context): boolean {
  return operationsOf(service).some(({ name, signed }) => name === operation && signed);
}

/** Whether a changed request still matches an operation. */
function matchesOperation({ method, path }: RawRequest, service: ServiceSource): boolean {
  const [plain = "", query] = path.split("?");
  const segments = plain.split("/");
  return operationsOf(service).some(({ http }) => {
    const template = http.path.split("/");
    const segmentsMatch = template.every((expected, index) =>
      expected.startsWith("{") ? segments[index] !== "" : segments[index] === expected,
    );
    const isSelected = (http.selector !== undefined) === /^(?:operation|scope)=/.test(query ?? "");
    return http.method === method && template.length === segments.length && segmentsMatch && isSelected;
  });
}

function call(
  { service, operation, facts }: Context,
  chime: Emulator,
  input: Input,
  signing: Signing = {},
): Promise<RawReply> {
  return sendSigned(chime, requestOf(operation, facts, input), { ...scopeOf(service), ...signing });
}

function scopeOf({ name }: ServiceSource): Signing {
  return { service: name === "sts" ? "sts" : "chime" };
}

async function startWith(sample: Sample): Promise<Emulator> {
  const chime = await startEmulator(OPTIONS);
  sample.prepare?.(chime);
  return chime;
}

async function withEmulator(sample: Sample, use: (chime: Emulator) => Promise<void>): Promise<void> {
  const chime = await startWith(sample);
  try {
    await use(chime);
  } finally {
    await chime.stop();
  }
}

/** An emulator for all tests of an operation that change nothing. Its journal is empty at the start of each test. */
function sharedEmulator(sample: Sample): () => Emulator {
  let chime: Emulator | undefined;
  before(async () => {
    chime = await startWith(sample);
  });
  beforeEach(() => {
    chime?.journal.clear();
    chime?.faults.clear();
  });
  after(() => chime?.stop());
  return () => {
    assert.ok(chime, "The emulator runs only during tests.");
    return chime;
  };
}
