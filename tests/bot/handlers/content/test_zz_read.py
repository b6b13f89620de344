from tests.bot.conftest import Town
import asyncio
async def test_read(town: Town, sandbox) -> None:
    r = sandbox.private(language="zh")
    await town.ready(r, "World", "Technology")
    for q in ("#Rail","搜索:橄榄 OR olive","来源:herald"):
        m=await r.ask("/subscribe "+q); print(m.text)
    while await town.index.due(): pass
    m=await r.ask("/filter -olive"); await r.tap("保存", message=m); await asyncio.sleep(.5)
    m = await r.ask("/settings"); print(m.text, m.labels)
    for label in ("内容","报道数","3","‹","过滤","全部","‹","‹","搜索","‹","来源","‹","标签","‹","‹","提醒","‹","🌐","‹","我的","‹"):
        await r.tap(label, message=m); await asyncio.sleep(.4); print(">>",label,"\n"+m.text, m.labels)
    m = await r.ask("/help"); print(m.text, m.labels)
    for label in ("🗂","‹","🗓"):
        await r.tap(label, message=m); await asyncio.sleep(.4); print(">>",label,"\n"+m.text, m.labels)
    m = await r.ask("/search olive"); print(m.labels)
    m = await r.ask("/sources zzz"); print(m.text, m.labels)
    assert not 1
