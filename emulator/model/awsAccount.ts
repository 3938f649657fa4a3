/** The AWS account that owns every access key and, unless its ARN says otherwise, every role. */
export const AWS_ACCOUNT_ID = "111122223333";

/** Reported as `CreatedBy` and `InvitedBy` in rooms for what a test or a seed created without a call. */
export const EXTERNAL_IAM_USER_ARN = `arn:aws:iam::${AWS_ACCOUNT_ID}:user/somebody-else`;

/** The same in channels. */
export const EXTERNAL_APP_INSTANCE_USER_ARN = `arn:aws:chime:us-east-1:${AWS_ACCOUNT_ID}:app-instance/none/user/somebody-else`;
