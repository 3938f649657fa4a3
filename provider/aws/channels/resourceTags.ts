import {
  ListTagsForResourceCommand as ListIdentityTags,
  TagResourceCommand as TagIdentityResource,
  UntagResourceCommand as UntagIdentityResource,
} from "@aws-sdk/client-chime-sdk-identity";
import {
  ListTagsForResourceCommand as ListMessagingTags,
  TagResourceCommand as TagMessagingResource,
  UntagResourceCommand as UntagMessagingResource,
} from "@aws-sdk/client-chime-sdk-messaging";
import type { ResponseMetadata } from "@smithy/types";

import { isReserved, tagsIn, type Tagged, type TaggedKey, type Tags } from "../../schema/channels/tags";
import type { Properties } from "../../schema/properties";
import type { ApiCaller, Send } from "../call/apiCaller";
import { TAG_ADVICE } from "./channelAdvice";
import type { RegionalClients } from "./regionalClients";

/** A tag as requests and replies have it. */
interface Tag {
  Key: string | undefined;
  Value: string | undefined;
}

interface Reply {
  $metadata: ResponseMetadata;
}

interface TagListReply extends Reply {
  Tags?: Tag[] | undefined;
}

type Options = Parameters<Send<Reply>>[0];

/** The tag operations, which both services have. */
interface TagService {
  list(ResourceARN: string, options: Options): Promise<TagListReply>;
  tag(request: { ResourceARN: string; Tags: Tag[] }, options: Options): Promise<Reply>;
  untag(request: { ResourceARN: string; TagKeys: string[] }, options: Options): Promise<Reply>;
}

/** The tags of app instances, users and bots, or of channels. Each call fails with a `ChimeError`. */
export class ResourceTags {
  public constructor(
    private readonly caller: ApiCaller,
    private readonly service: TagService,
  ) {}

  /** Adds the tags to a state. ListTagsForResource, only if the key says that the state or the program has tags. */
  public async addTo<State extends Tagged>(
    state: State,
    arn: string,
    { hasTags }: TaggedKey,
  ): Promise<State> {
    if (hasTags !== true) return state;
    const tags = await this.list(arn);
    return Object.keys(tags).length === 0 ? state : { ...state, tags };
  }

  /** UntagResource and TagResource, for the tags that differ. Removes first: a resource has at most 50 tags. */
  public async update(arn: string, prior: Properties, { tags = {} }: Tagged): Promise<void> {
    const { tags: known = {} } = tagsIn(prior);
    const removed = Object.keys(known).filter((key) => tags[key] === undefined);
    const added = Object.entries(tags).filter(([key, value]) => known[key] !== value);
    if (removed.length > 0) await this.untag(arn, removed);
    if (added.length > 0) await this.tag(arn, Object.fromEntries(added));
  }

  private async list(arn: string): Promise<Tags> {
    const call = {
      operation: "ListTagsForResource",
      purpose: `list the tags of ${arn}`,
      advice: TAG_ADVICE,
    };
    const send: Send<TagListReply> = (options) => this.service.list(arn, options);
    const { Tags: tags = [] } = await this.caller.call(call, 200, send, isTagList);
    const own = tags.filter(({ Key: key = "" }) => !isReserved(key));
    return Object.fromEntries(own.map(({ Key: key = "", Value: value = "" }) => [key, value]));
  }

  private async tag(arn: string, tags: Tags): Promise<void> {
    const call = { operation: "TagResource", purpose: `change the tags of ${arn}`, advice: TAG_ADVICE };
    await this.caller.call(call, 204, (options) =>
      this.service.tag({ ResourceARN: arn, Tags: tagList(tags) ?? [] }, options),
    );
  }

  private async untag(arn: string, keys: string[]): Promise<void> {
    const call = { operation: "UntagResource", purpose: `remove tags of ${arn}`, advice: TAG_ADVICE };
    await this.caller.call(call, 204, (options) =>
      this.service.untag({ ResourceARN: arn, TagKeys: keys }, options),
    );
  }
}

/** The tags as the parameter of a create. */
export function tagList(tags: Tags | undefined): Tag[] | undefined {
  return tags && Object.entries(tags).map(([key, value]) => ({ Key: key, Value: value }));
}

/** The tag operations on app instances, users and bots. */
export function identityTags(clients: RegionalClients): TagService {
  return {
    list: (ResourceARN, options) =>
      clients.identity(ResourceARN).send(new ListIdentityTags({ ResourceARN }), options),
    tag: (request, options) =>
      clients.identity(request.ResourceARN).send(new TagIdentityResource(request), options),
    untag: (request, options) =>
      clients.identity(request.ResourceARN).send(new UntagIdentityResource(request), options),
  };
}

/** The tag operations on channels. */
export function messagingTags(clients: RegionalClients): TagService {
  return {
    list: (ResourceARN, options) =>
      clients.messaging(ResourceARN).send(new ListMessagingTags({ ResourceARN }), options),
    tag: (request, options) =>
      clients.messaging(request.ResourceARN).send(new TagMessagingResource(request), options),
    untag: (request, options) =>
      clients.messaging(request.ResourceARN).send(new UntagMessagingResource(request), options),
  };
}

function isTagList({ Tags: list = [] }: { Tags?: unknown }): boolean {
  return Array.isArray(list) && list.every(isTag);
}

function isTag(tag: Tag | null): boolean {
  return typeof tag?.Key === "string" && typeof tag.Value === "string";
}
