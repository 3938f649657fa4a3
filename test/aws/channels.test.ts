import {
  ChimeSDKIdentityClient,
  CreateAppInstanceCommand,
  CreateAppInstanceUserCommand,
  DeleteAppInstanceCommand,
  DeleteAppInstanceUserCommand,
} from "@aws-sdk/client-chime-sdk-identity";
import {
  ChimeSDKMessagingClient,
  CreateChannelCommand,
  DeleteChannelCommand,
} from "@aws-sdk/client-chime-sdk-messaging";

import { skipUnlessSelected, TEST_NAME } from "./selection";
import { testMembershipLifecycle, testRosterLifecycle, type AwsParent } from "./lifecycle";

/** The region of the app instance. */
const REGION = "us-east-1";

// Creates an app instance, and always deletes it afterwards.
describe("On AWS, in a new channel,", function () {
  this.timeout(600_000);

  let parent: AwsParent;
  /** Deletes what the test created. They run in reverse order. */
  const cleanups: (() => Promise<unknown>)[] = [];
  before(async function () {
    skipUnlessSelected(this, "channels");
    const { channelArn, chimeBearer, memberIds } = await createChannel(cleanups);
    parent = {
      kinds: { membership: "ChannelMembership", roster: "ChannelRoster" },
      memberIds,
      roles: ["DEFAULT", "HIDDEN"],
      id: channelArn,
      membershipId: (memberArn) => `${channelArn},${memberArn}`,
      membershipInputs: (memberArn, type) => ({ channelArn, memberArn, type, chimeBearer }),
      roster: (members) => ({ channelArn, members, chimeBearer }),
    };
  });
  after(async () => {
    const failures: unknown[] = [];
    // If one fails, the others still run.
    for (const cleanup of cleanups.reverse()) await cleanup().catch((error: unknown) => failures.push(error));
    if (failures.length > 0)
      throw new AggregateError(failures, `Could not delete everything with the name ${TEST_NAME}.`);
  });

  it("a membership can be created, read and deleted, and creating it again fails", () =>
    testMembershipLifecycle(parent));

  it("a roster can be created, updated and deleted", () => testRosterLifecycle(parent));
});

/** Creates an app instance with a channel, its moderator (the bearer), and two users who are not members. */
async function createChannel(cleanups: (() => Promise<unknown>)[]): Promise<{
  channelArn: string;
  chimeBearer: string;
  memberIds: [string, string];
}> {
  const identity = new ChimeSDKIdentityClient({ region: REGION });
  const messaging = new ChimeSDKMessagingClient({ region: REGION });
  const { AppInstanceArn: appInstanceArn } = await identity.send(
    new CreateAppInstanceCommand({ Name: TEST_NAME }),
  );
  cleanups.push(() => identity.send(new DeleteAppInstanceCommand({ AppInstanceArn: appInstanceArn })));
  const createUser = async (id: string): Promise<string> => {
    const command = new CreateAppInstanceUserCommand({
      AppInstanceArn: appInstanceArn,
      AppInstanceUserId: id,
      Name: id,
    });
    const { AppInstanceUserArn: arn = "" } = await identity.send(command);
    cleanups.push(() => identity.send(new DeleteAppInstanceUserCommand({ AppInstanceUserArn: arn })));
    return arn;
  };
  const chimeBearer = await createUser("bearer");
  const memberIds: [string, string] = [await createUser("first"), await createUser("second")];
  const { ChannelArn: channelArn = "" } = await messaging.send(
    new CreateChannelCommand({ AppInstanceArn: appInstanceArn, Name: TEST_NAME, ChimeBearer: chimeBearer }),
  );
  cleanups.push(() =>
    messaging.send(new DeleteChannelCommand({ ChannelArn: channelArn, ChimeBearer: chimeBearer })),
  );
  return { channelArn, chimeBearer, memberIds };
}
