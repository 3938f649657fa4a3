import { ApiError } from "../../http/errors";
import { operation } from "../operation";
import { fields } from "../requestFields";
import { arn, tagList } from "../sdkConstraints";
import { findTags } from "./findTags";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_TagResource.html */
export const TagResource = operation({
  name: "TagResource",
  http: { method: "POST", path: "/tags", selector: "tag-resource", status: 204 },

  validate: (request) => {
    const body = fields(request);
    return { resourceArn: arn(body["ResourceARN"], "ResourceARN"), added: tagList(body["Tags"]) };
  },

  run: ({ resourceArn, added }, context) => {
    const tags = findTags(context, resourceArn);
    const keys = new Set([...tags.keys(), ...added.map(({ Key }) => Key)]);
    if (keys.size > context.quotas.tagsPerResource) {
      throw new ApiError("ResourceLimitExceededException", "The resource has the maximum number of tags.");
    }
    const written = added.some(({ Key, Value }) => tags.get(Key) !== Value);
    for (const { Key, Value } of added) tags.set(Key, Value);
    return { written };
  },
});
