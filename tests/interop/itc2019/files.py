"""A tiny ITC-2019 instance: two courses, Ana and Ben, and a solution of it."""

from __future__ import annotations

INSTANCE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE problem PUBLIC "-//ITC 2019//DTD Problem Format/EN"
  "http://www.itc2019.org/competition-format.dtd">
<problem name="tiny" nrDays="7" nrWeeks="4" slotsPerDay="288">
  <optimization time="2" room="1" distribution="1" student="2"/>
  <rooms>
    <room id="1" capacity="50"><travel room="2" value="3"/></room>
    <room id="2" capacity="50"><unavailable days="1000000" start="0" length="9" weeks="1111"/></room>
  </rooms>
  <courses>
    <course id="art">
      <config id="1">
        <subpart id="1">
          <class id="a1" limit="2">
            <room id="1" penalty="0"/>
            <time days="1000000" start="90" length="10" weeks="1111" penalty="0"/>
            <time days="0100000" start="90" length="10" weeks="1111" penalty="4"/>
          </class>
        </subpart>
        <subpart id="2">
          <class id="a2" parent="a1" limit="1"><room id="1" penalty="0"/>
            <time days="1000000" start="102" length="10" weeks="1111" penalty="0"/></class>
          <class id="a3" parent="a1" limit="1" room="false">
            <time days="0010000" start="102" length="10" weeks="1111" penalty="0"/></class>
        </subpart>
      </config>
    </course>
    <course id="biology">
      <config id="2">
        <subpart id="3">
          <class id="b1" limit="2"><room id="2" penalty="0"/>
            <time days="1000000" start="114" length="10" weeks="1010" penalty="0"/></class>
        </subpart>
      </config>
    </course>
  </courses>
  <distributions>
    <distribution type="NotOverlap" required="true"><class id="a1"/><class id="b1"/></distribution>
  </distributions>
  <students>
    <student id="Ana"><course id="art"/><course id="biology"/></student>
    <student id="Ben"><course id="art"/></student>
  </students>
</problem>
"""

SOLUTION = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE solution PUBLIC "-//ITC 2019//DTD Problem Format/EN"
  "http://www.itc2019.org/competition-format.dtd">
<solution name="tiny" runtime="1.5" cores="1" technique="by hand &amp; eye" author="A">
  <class id="a1" days="1000000" start="90" weeks="1111" room="1">
    <student id="Ana"/><student id="Ben"/>
  </class>
  <class id="a2" days="1000000" start="102" weeks="1111" room="1"><student id="Ana"/></class>
  <class id="a3" days="0010000" start="102" weeks="1111"><student id="Ben"/></class>
  <class id="b1" days="1000000" start="114" weeks="1010" room="2"><student id="Ana"/></class>
</solution>
"""


def written(folder, instance=INSTANCE, solution=SOLUTION):
    """Write the two files and return them."""
    files = folder / "tiny.xml", folder / "answer.xml"
    files[0].write_text(instance, encoding="utf-8")
    files[1].write_text(solution, encoding="utf-8")
    return files
