/** A synthetic centre for runs on the real clock: open every day, 5 desks × 10 starts = 50 places a day. */
import type { Centre } from '../../src/catalog/index.js';

export const placesADay = 50;

export const rushCentre: Centre = {
  tenant: 'rush',
  name: '抢号测试中心',
  zone: 'Asia/Shanghai',
  grid: 15,
  departments: [],
  skills: [],
  offices: [
    {
      id: 'hall',
      name: '大厅',
      opening: [{ rule: 'FREQ=DAILY', hours: [{ start: 540, end: 840 }] }],
      onHoliday: 'keep',
      desks: [1, 2, 3, 4, 5].map((n) => ({ id: `desk-${n}`, name: `${n} 号窗口`, skills: [], capacity: 1 })),
    },
  ],
  services: [
    {
      id: 'card',
      name: '证件',
      minutes: 30,
      before: 0,
      after: 0,
      step: 30,
      skills: [],
      channels: ['web'],
      documents: [],
      asks: [
        { kind: 'name', required: true },
        { kind: 'phone', required: true },
      ],
    },
  ],
  exceptions: [],
  policy: { ahead: { min: 1, max: 4, unit: 'days' }, cancelUntil: 120, hold: { minutes: 10, extend: 5 } },
};
