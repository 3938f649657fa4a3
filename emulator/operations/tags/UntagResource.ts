import { operation } from "../operation";
import { fields } from "../requestFields";
import { arn, tagKeys } from "../sdkConstraints";
import { findTags } from "./findTags";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_UntagResource.html */
export const UntagResource = operation({
  name: "UntagResource",
  http: { method: "POST", path: "/tags", selector: "untag-resource", status: 204 },

  validate: (request) => {
    const body = fields(request);
    return { resourceArn: arn(body["ResourceARN"], "ResourceARN"), keys: tagKeys(body["TagKeys"]) };
  },

  // Keys that the resource does not have are ignored, as in other AWS services.
  run: ({ resourceArn, keys }, context) => {
    const tags = findTags(context, resourceArn);
    const removed = keys.filter((key) => tags.delete(key));
    return { written: removed.length > 0 };
  },
});
