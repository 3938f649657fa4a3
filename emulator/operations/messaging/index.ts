import type { Operation } from "../operation";
import { ListTagsForResource } from "../tags/ListTagsForResource";
import { TagResource } from "../tags/TagResource";
import { UntagResource } from "../tags/UntagResource";
import { AssociateChannelFlow } from "./AssociateChannelFlow";
import { BatchCreateChannelMembership } from "./BatchCreateChannelMembership";
import { CreateChannel } from "./CreateChannel";
import { CreateChannelBan } from "./CreateChannelBan";
import { CreateChannelFlow } from "./CreateChannelFlow";
import { CreateChannelMembership } from "./CreateChannelMembership";
import { CreateChannelModerator } from "./CreateChannelModerator";
import { DeleteChannel } from "./DeleteChannel";
import { DeleteChannelBan } from "./DeleteChannelBan";
import { DeleteChannelFlow } from "./DeleteChannelFlow";
import { DeleteChannelMembership } from "./DeleteChannelMembership";
import { DeleteChannelModerator } from "./DeleteChannelModerator";
import { DeleteMessagingStreamingConfigurations } from "./DeleteMessagingStreamingConfigurations";
import { DescribeChannel } from "./DescribeChannel";
import { DescribeChannelBan } from "./DescribeChannelBan";
import { DescribeChannelFlow } from "./DescribeChannelFlow";
import { DescribeChannelMembership } from "./DescribeChannelMembership";
import { DescribeChannelMembershipForAppInstanceUser } from "./DescribeChannelMembershipForAppInstanceUser";
import { DescribeChannelModeratedByAppInstanceUser } from "./DescribeChannelModeratedByAppInstanceUser";
import { DescribeChannelModerator } from "./DescribeChannelModerator";
import { DisassociateChannelFlow } from "./DisassociateChannelFlow";
import { GetMessagingStreamingConfigurations } from "./GetMessagingStreamingConfigurations";
import { ListChannelBans } from "./ListChannelBans";
import { ListChannelFlows } from "./ListChannelFlows";
import { ListChannelMemberships } from "./ListChannelMemberships";
import { ListChannelMembershipsForAppInstanceUser } from "./ListChannelMembershipsForAppInstanceUser";
import { ListChannelModerators } from "./ListChannelModerators";
import { ListChannels } from "./ListChannels";
import { ListChannelsAssociatedWithChannelFlow } from "./ListChannelsAssociatedWithChannelFlow";
import { ListChannelsModeratedByAppInstanceUser } from "./ListChannelsModeratedByAppInstanceUser";
import { PutChannelExpirationSettings } from "./PutChannelExpirationSettings";
import { PutMessagingStreamingConfigurations } from "./PutMessagingStreamingConfigurations";
import { UpdateChannel } from "./UpdateChannel";
import { UpdateChannelFlow } from "./UpdateChannelFlow";

/** The operations of Amazon Chime SDK messaging. */
export const messagingOperations: readonly Operation[] = [
  AssociateChannelFlow,
  BatchCreateChannelMembership,
  CreateChannel,
  CreateChannelBan,
  CreateChannelFlow,
  CreateChannelMembership,
  CreateChannelModerator,
  DeleteChannel,
  DeleteChannelBan,
  DeleteChannelFlow,
  DeleteChannelMembership,
  DeleteChannelModerator,
  DeleteMessagingStreamingConfigurations,
  DescribeChannel,
  DescribeChannelBan,
  DescribeChannelFlow,
  DescribeChannelMembership,
  DescribeChannelMembershipForAppInstanceUser,
  DescribeChannelModeratedByAppInstanceUser,
  DescribeChannelModerator,
  DisassociateChannelFlow,
  GetMessagingStreamingConfigurations,
  ListChannelBans,
  ListChannelFlows,
  ListChannelMemberships,
  ListChannelMembershipsForAppInstanceUser,
  ListChannelModerators,
  ListChannels,
  ListChannelsAssociatedWithChannelFlow,
  ListChannelsModeratedByAppInstanceUser,
  ListTagsForResource,
  PutChannelExpirationSettings,
  PutMessagingStreamingConfigurations,
  TagResource,
  UntagResource,
  UpdateChannel,
  UpdateChannelFlow,
];
