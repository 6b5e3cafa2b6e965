import { answer, day, int, maybe, query, ref, text } from '../../platform/http/describe.ts';
import { KINDS, MOST_WORDS } from './rules/index.ts';

export const openapi = {
  paths: {
    '/api/v1/answers': {
      get: {
        summary: '咨询答问库：公开的问答',
        description: '每分钟不超过120次。',
        parameters: [
          query('q', text, '用一句话说，按相近程度排'),
          query('unit', text, '答复的单位'),
          query('kind', { enum: KINDS }, '哪方面'),
          query('year', int, '哪年答复的'),
          query('work', int, '文件的登记号'),
          query('clause', text, '条，例如 art-8'),
          query('page', { ...int, minimum: 1 }, '第几页'),
          query('per', { ...int, minimum: 1, maximum: 100 }, '每页几条'),
        ],
        responses: { 200: answer('AnswerList', '一页'), 400: answer('Problems', '哪个参数不对') },
      },
    },
    '/api/v1/questions': {
      post: {
        summary: '大厅、热线、新媒体提交咨询',
        description:
          '要密钥；渠道由密钥定。每次使用都记入审计，一把密钥10分钟内不超过600条。同一个id再提交一次，还是那一条。',
        security: [{ key: [] }],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: ref('NewQuestion') } },
        },
        responses: {
          200: answer('Registered', '以前登记过的那一条'),
          201: answer('Registered', '登记了'),
          400: answer('Problems', '哪一项不对'),
          403: { description: '没有密钥，或者密钥不对、已经停用' },
          422: answer('Problems', '为什么不能登记'),
          429: { description: '太快了；这一条没有登记，请按 Retry-After 再提交' },
        },
      },
    },
  },
  schemas: {
    AnswerList: {
      type: 'object',
      properties: {
        total: int,
        page: int,
        per: int,
        answers: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              no: { ...text, description: '查询编号' },
              url: { ...text, format: 'uri' },
              question: { ...text, description: '去掉个人信息以后的问题' },
              answer: text,
              kind: { enum: KINDS },
              unit: { type: 'object', properties: { id: text, name: text } },
              work: {
                type: ['object', 'null'],
                properties: {
                  no: int,
                  url: text,
                  version: maybe('integer'),
                  clause: maybe('string'),
                  clauseLabel: maybe('string'),
                },
              },
              askedAt: { ...text, format: 'date-time' },
              answeredAt: { ...text, format: 'date-time' },
              beingChecked: { type: 'boolean', description: '引用的条文改了，正在核对' },
            },
          },
        },
      },
    },
    NewQuestion: {
      type: 'object',
      required: ['id', 'question'],
      properties: {
        id: { ...text, maxLength: 80, description: '渠道自己的编号' },
        question: { ...text, maxLength: MOST_WORDS },
        work: { ...int, description: '文件的登记号' },
        clause: { ...text, description: '条，例如 art-8' },
        kind: { enum: KINDS, default: '其他' },
        contact: { ...text, description: '手机号或邮箱；加密存放' },
        mayPublish: { type: 'boolean', default: false, description: '同意去掉个人信息以后公开' },
        asker: { ...text, description: '渠道自己对提问人的代号；只存不可还原的指纹' },
      },
    },
    Registered: {
      type: 'object',
      properties: {
        no: text,
        due: { ...day, description: '最晚答复' },
        unit: maybe('string'),
        state: { enum: ['new', 'handling', 'review', 'answered'] },
        again: { type: 'boolean' },
      },
    },
  },
};
