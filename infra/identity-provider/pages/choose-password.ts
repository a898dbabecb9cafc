import { escape, page } from './layout.ts';
import { noticeText, type Notice } from './sign-in.ts';

/** Shortest password that may be chosen. Length is what helps; kinds of characters are not asked for. */
export const SHORTEST = 10;

/** After a one-time password: the person chooses one of their own, twice. */
export function choosePasswordPage(view: {
  readonly action: string;
  readonly username: string;
  readonly notice: Notice | undefined;
}): string {
  const field = (name: string, zh: string, en: string, focus: string): string =>
    `<label>${zh} <span class="en" lang="en">${en}</span>
<input name="${name}" type="password" autocomplete="new-password" required minlength="${SHORTEST}"${focus}></label>`;
  return page(
    '设置新密码 · 两级 Liangji',
    `<div class="card">
<h1>设置新密码 <span class="en" lang="en">Choose a new password</span></h1>
<p>一次性密码只用于首次登录。请设置自己的密码，至少 ${SHORTEST} 个字符。
<small lang="en">The one-time password is for the first sign-in only. Choose one of your own, ${SHORTEST} characters at least.</small></p>
${noticeText(view.notice)}
<form method="post" action="${escape(view.action)}">
<label>用户名 <span class="en" lang="en">User name</span>
<input name="username" autocomplete="username" readonly value="${escape(view.username)}"></label>
${field('new_password', '新密码', 'New password', ' autofocus')}
${field('again', '再次输入', 'Once more', '')}
<button type="submit">保存并登录 Save and sign in</button>
</form>
</div>`,
  );
}
