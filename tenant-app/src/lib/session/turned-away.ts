/** Both languages: the page that shows it (`error.html`) is made without the app and knows no language. */
const UNAVAILABLE = '服务暂不可用，请稍后重试。 Temporarily unavailable, try again.';

/**
 * What to show where the gateway does not know who is looking. An account without a post, or of a suspended organisation,
 * reads why in the gateway's own words; everything else is a service that does not answer.
 */
export async function turnedAway(response: Response | null): Promise<{ status: 403 | 503; message: string }> {
  const problem = response?.status === 403 ? await response.json().catch(() => null) : null;
  if (!isProblem(problem)) return { status: 503, message: UNAVAILABLE };
  return { status: 403, message: `${problem.title_zh} ${problem.title}` };
}

const isProblem = (body: unknown): body is { title: string; title_zh: string } =>
  typeof body === 'object' && body !== null && 'title' in body && 'title_zh' in body;
