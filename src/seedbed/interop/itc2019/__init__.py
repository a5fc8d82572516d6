"""Reads ITC-2019 instances and solutions, and writes solutions back.

The format is described at itc2019.org/format: courses have configurations, these have
subparts, these have classes; a student needs one class of every subpart of one
configuration of each course. Files of the International Timetabling Competition 2019
are public and anonymous.
"""

from .check import checked as checked
from .errors import Itc2019Error as Itc2019Error
from .read import read_instance as read_instance
from .read import read_solution as read_solution
from .records import Instance as Instance
from .records import OfferedClass as OfferedClass
from .records import Placement as Placement
from .records import Solution as Solution
from .write import write_solution as write_solution
