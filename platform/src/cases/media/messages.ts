import { phrase, problem } from '../../kernel/message.ts';

export const MEDIA_MESSAGES = {
  'media.before': phrase('处置前', 'before'),
  'media.after': phrase('处置后', 'after'),
  'media.verify': phrase('核实', 'verification'),
  'media.check': phrase('核查', 'check'),
  'media.document': phrase('文件', 'document'),
  'media.twice': phrase('同一张照片出现两次', 'names the same photograph twice'),

  'MEDIA-EMPTY': problem(
    422,
    'county',
    '文件为空，请重新选择照片。',
    'The file is empty; choose the photograph again.',
  ),
  'MEDIA-TYPE': problem(
    415,
    'county',
    '只接收 JPEG、PNG、WebP 照片和 PDF 文件，以文件内容为准，与文件名无关。',
    'Only JPEG, PNG and WebP photographs and PDF papers are taken, by what is in the file and whatever its name.',
  ),
  'MEDIA-TOO-LARGE': problem(413, 'county', '文件超过 {limit}。', 'The file is larger than {limit}.'),
  'MEDIA-PIXELS': problem(
    422,
    'county',
    '照片为 {width}×{height} 像素，超过 {limit} 像素的上限。',
    'The photograph has {width}×{height} pixels, more than the {limit} that are taken.',
  ),
  'MEDIA-DAMAGED': problem(
    422,
    'county',
    '照片或文件不完整或已损坏，请重新上传。',
    'The photograph or paper is cut off or damaged; send it again.',
  ),
  'MEDIA-NOT-FOUND': problem(
    404,
    'county',
    '没有这张照片或文件，或无权查看。',
    'There is no such photograph or paper, or you may not see it.',
  ),
  'MEDIA-PAPER': problem(404, 'county', 'PDF 文件没有缩略图。', 'A PDF paper has no smaller picture.'),
  'MEDIA-UNKNOWN': problem(
    409,
    'county',
    '照片 {sha256} 不是本单位上传的，或上传后 24 小时内未使用已被清除，请重新上传。',
    'The photograph {sha256} was not uploaded by your body, or was removed unused after 24 hours; upload it again.',
  ),
  'MEDIA-ON-CASE': problem(
    409,
    'county',
    '照片 {sha256} 已作为{usage}照片附在本案卷上。',
    'The photograph {sha256} is on this case already, as {usage}.',
  ),
};
