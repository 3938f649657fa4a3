import pulumi
import pulumi_chime as chime

config = pulumi.Config()
account_id = config.require("accountId")
room_id = config.require("roomId")

ada = chime.RoomMembership(
    "ada",
    account_id=account_id,
    room_id=room_id,
    member_id="6a1d8c52-0f3b-4e7a-8f21-9b5c4d3e2a10",
    role=chime.RoomMembershipRole.ADMINISTRATOR,
)

chime.RoomMembership(
    "ben",
    account_id=account_id,
    room_id=room_id,
    member_id="c2e94b17-7d6a-4f58-b3c0-1a2b3c4d5e61",
    role=chime.RoomMembershipRole(config.get("benRole") or "Member"),
)

pulumi.export("invitedBy", ada.invited_by)
