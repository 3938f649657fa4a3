"use strict";
/* Without Pulumi: the AWS SDK in a loop, with one client and sequential calls. */
const chime = require("@aws-sdk/client-chime");
const { parent: room, members } = require("./team.json");

const client = new chime.ChimeClient({ region: "us-east-1" });
const parent = { AccountId: room.accountId, RoomId: room.roomId };

const steps = {
  async up() {
    for (const { memberId: MemberId, role: Role } of members)
      await client.send(new chime.CreateRoomMembershipCommand({ ...parent, MemberId, Role }));
  },
  async refresh() {
    let NextToken;
    do
      ({ NextToken } = await client.send(
        new chime.ListRoomMembershipsCommand({ ...parent, MaxResults: 99, NextToken }),
      ));
    while (NextToken);
  },
  async destroy() {
    for (const { memberId: MemberId } of members)
      await client.send(new chime.DeleteRoomMembershipCommand({ ...parent, MemberId }));
  },
};

steps[process.argv[2]]().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
