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

import { onlyIfChosen, TEST_NAME } from "./chosen";
import { lifeOfMembership, lifeOfRoster, type RealParent } from "./life";

/** Where its objects are made. */
const REGION = "us-east-1";

// Everything happens in an app instance that is made for it, and deleted afterwards whatever happens.
describe("On AWS itself, in a channel that the test has made,", function () {
  this.timeout(600_000);

  let parent: RealParent;
  /** What undoes what was done, the last first. */
  const undo: (() => Promise<unknown>)[] = [];
  before(async function () {
    onlyIfChosen(this, "channels");
    const { channelArn, chimeBearer, people } = await makeChannel(undo);
    parent = {
      kinds: { membership: "ChannelMembership", roster: "ChannelRoster" },
      people,
      roles: ["DEFAULT", "HIDDEN"],
      id: channelArn,
      idOf: (memberArn) => `${channelArn},${memberArn}`,
      inputs: (memberArn, type) => ({ channelArn, memberArn, type, chimeBearer }),
      roster: (members) => ({ channelArn, members, chimeBearer }),
    };
  });
  after(async () => {
    const failures: unknown[] = [];
    // What cannot be deleted keeps nothing else from being deleted.
    for (const step of undo.reverse()) await step().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, `Some of ${TEST_NAME} is left behind.`);
  });

  it("a membership is made, found, refused the second time, and taken out", () => lifeOfMembership(parent));

  it("a roster is made, changed, and emptied", () => lifeOfRoster(parent));
});

/** An app instance, a channel in it whose moderator is the bearer, and two users who are not in the channel. */
async function makeChannel(undo: (() => Promise<unknown>)[]): Promise<{
  channelArn: string;
  chimeBearer: string;
  people: [string, string];
}> {
  const identity = new ChimeSDKIdentityClient({ region: REGION });
  const messaging = new ChimeSDKMessagingClient({ region: REGION });
  const { AppInstanceArn: appInstanceArn } = await identity.send(
    new CreateAppInstanceCommand({ Name: TEST_NAME }),
  );
  undo.push(() => identity.send(new DeleteAppInstanceCommand({ AppInstanceArn: appInstanceArn })));
  const user = async (id: string): Promise<string> => {
    const command = new CreateAppInstanceUserCommand({
      AppInstanceArn: appInstanceArn,
      AppInstanceUserId: id,
      Name: id,
    });
    const { AppInstanceUserArn: arn = "" } = await identity.send(command);
    undo.push(() => identity.send(new DeleteAppInstanceUserCommand({ AppInstanceUserArn: arn })));
    return arn;
  };
  const chimeBearer = await user("bearer");
  const people: [string, string] = [await user("one"), await user("other")];
  const { ChannelArn: channelArn = "" } = await messaging.send(
    new CreateChannelCommand({ AppInstanceArn: appInstanceArn, Name: TEST_NAME, ChimeBearer: chimeBearer }),
  );
  undo.push(() =>
    messaging.send(new DeleteChannelCommand({ ChannelArn: channelArn, ChimeBearer: chimeBearer })),
  );
  return { channelArn, chimeBearer, people };
}
