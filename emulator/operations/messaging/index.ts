import type { Operation } from "../operation";
import { ListTagsForResource } from "../tags/ListTagsForResource";
import { TagResource } from "../tags/TagResource";
import { UntagResource } from "../tags/UntagResource";
import { BatchCreateChannelMembership } from "./BatchCreateChannelMembership";
import { CreateChannel } from "./CreateChannel";
import { CreateChannelBan } from "./CreateChannelBan";
import { CreateChannelMembership } from "./CreateChannelMembership";
import { CreateChannelModerator } from "./CreateChannelModerator";
import { DeleteChannel } from "./DeleteChannel";
import { DeleteChannelBan } from "./DeleteChannelBan";
import { DeleteChannelMembership } from "./DeleteChannelMembership";
import { DeleteChannelModerator } from "./DeleteChannelModerator";
import { DescribeChannel } from "./DescribeChannel";
import { DescribeChannelBan } from "./DescribeChannelBan";
import { DescribeChannelMembership } from "./DescribeChannelMembership";
import { DescribeChannelMembershipForAppInstanceUser } from "./DescribeChannelMembershipForAppInstanceUser";
import { DescribeChannelModeratedByAppInstanceUser } from "./DescribeChannelModeratedByAppInstanceUser";
import { DescribeChannelModerator } from "./DescribeChannelModerator";
import { ListChannelBans } from "./ListChannelBans";
import { ListChannelMemberships } from "./ListChannelMemberships";
import { ListChannelMembershipsForAppInstanceUser } from "./ListChannelMembershipsForAppInstanceUser";
import { ListChannelModerators } from "./ListChannelModerators";
import { ListChannels } from "./ListChannels";
import { ListChannelsModeratedByAppInstanceUser } from "./ListChannelsModeratedByAppInstanceUser";
import { PutChannelExpirationSettings } from "./PutChannelExpirationSettings";
import { UpdateChannel } from "./UpdateChannel";

/** The operations of Amazon Chime SDK messaging. */
export const messagingOperations: readonly Operation[] = [
  BatchCreateChannelMembership,
  CreateChannel,
  CreateChannelBan,
  CreateChannelMembership,
  CreateChannelModerator,
  DeleteChannel,
  DeleteChannelBan,
  DeleteChannelMembership,
  DeleteChannelModerator,
  DescribeChannel,
  DescribeChannelBan,
  DescribeChannelMembership,
  DescribeChannelMembershipForAppInstanceUser,
  DescribeChannelModeratedByAppInstanceUser,
  DescribeChannelModerator,
  ListChannelBans,
  ListChannelMemberships,
  ListChannelMembershipsForAppInstanceUser,
  ListChannelModerators,
  ListChannels,
  ListChannelsModeratedByAppInstanceUser,
  ListTagsForResource,
  PutChannelExpirationSettings,
  TagResource,
  UntagResource,
  UpdateChannel,
];
