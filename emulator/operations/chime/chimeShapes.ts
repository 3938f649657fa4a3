import type { Account, Membership, Profile, Room } from "../../store/roomStore";

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_RoomMembership.html */
export function roomMembership(account: Account, roomId: string, membership: Membership): object {
  const profile = account.profiles.get(membership.memberId);
  return {
    RoomId: roomId,
    Member: {
      MemberId: membership.memberId,
      MemberType: profile?.type,
      Email: profile?.email,
      FullName: profile?.name,
      AccountId: account.id,
    },
    Role: membership.role,
    InvitedBy: membership.invitedBy,
    UpdatedTimestamp: membership.updated.toISOString(),
  };
}

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_Room.html */
export function room(account: Account, { id, name, createdBy, created, updated }: Room): object {
  return {
    RoomId: id,
    Name: name,
    AccountId: account.id,
    CreatedBy: createdBy,
    CreatedTimestamp: created.toISOString(),
    UpdatedTimestamp: updated.toISOString(),
  };
}

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_User.html */
export function user(account: Account, { id, email, name, registered }: Profile): object {
  return {
    UserId: id,
    AccountId: account.id,
    PrimaryEmail: email,
    DisplayName: name,
    LicenseType: "Pro",
    UserType: "PrivateUser",
    UserRegistrationStatus: "Registered",
    RegisteredOn: registered.toISOString(),
  };
}
