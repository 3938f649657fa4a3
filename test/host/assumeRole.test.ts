import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { Host } from "../support/host";
import { Room } from "../support/room";

const ROLE = {
  roleArn: "arn:aws:iam::111122223333:role/chime-admin",
  sessionName: "nightly",
  externalId: "agreed",
  durationSeconds: 900,
  policy: '{"Version":"2012-10-17","Statement":[]}',
  policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
  sourceIdentity: "ana",
  tags: { team: "chime", stage: "test" },
  transitiveTagKeys: ["team"],
};

const ROLE_CREDENTIALS = {
  accessKeyId: "ASIAEMULATEDCHIMEROLE",
  secretAccessKey: "the-secret-of-the-role",
  sessionToken: "the-token-of-the-role",
};

/** {@link ROLE} as a request in AWS's query protocol. */
const EXPECTED_REQUEST = {
  Action: "AssumeRole",
  Version: "2011-06-15",
  RoleArn: ROLE.roleArn,
  RoleSessionName: "nightly",
  ExternalId: "agreed",
  DurationSeconds: "900",
  Policy: ROLE.policy,
  "PolicyArns.member.1.arn": "arn:aws:iam::aws:policy/ReadOnlyAccess",
  SourceIdentity: "ana",
  "Tags.member.1.Key": "team",
  "Tags.member.1.Value": "chime",
  "Tags.member.2.Key": "stage",
  "Tags.member.2.Value": "test",
  "TransitiveTagKeys.member.1": "team",
};

// The emulator does not record all parameters of AssumeRole, so this test starts its own STS. It returns credentials that the
// emulator accepts.
describe("The AssumeRole request", function () {
  this.timeout(120_000);

  let room: Room;
  let sts: Server;
  let requests: Record<string, string>[];
  let host: Host | undefined;
  beforeEach(async () => {
    room = await Room.open({ credentials: [ROLE_CREDENTIALS] });
    requests = [];
    sts = createServer((request, response) => {
      const body: Buffer[] = [];
      request.on("data", (chunk: Buffer) => body.push(chunk));
      request.on("end", () => {
        requests.push(Object.fromEntries(new URLSearchParams(Buffer.concat(body).toString())));
        response.writeHead(200, { "content-type": "text/xml" }).end(answer());
      });
    });
    sts.listen(0, "127.0.0.1");
    await once(sts, "listening");
  });
  afterEach(async () => {
    await host?.stop();
    sts.closeAllConnections();
    sts.close();
    await room.close();
  });

  function answer(): string {
    const { accessKeyId, secretAccessKey, sessionToken } = ROLE_CREDENTIALS;
    return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
      <AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey>
      <SessionToken>${sessionToken}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
    </Credentials></AssumeRoleResult></AssumeRoleResponse>`;
  }

  for (const setting of ["chime:assumeRole", "aws:assumeRole"]) {
    it(`contains every property of ${setting}`, async () => {
      const { port } = sts.address() as AddressInfo;
      const config = {
        [setting]: JSON.stringify(ROLE),
        "chime:stsEndpoint": `http://127.0.0.1:${port}`,
      };
      host = await Host.start({ chime: room.chime, config });
      await host.create({ ...room.user(), role: "Member" });
      assert.deepEqual(requests, [EXPECTED_REQUEST]);
      assert.equal(room.members().length, 1);
    });
  }
});
