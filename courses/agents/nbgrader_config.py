# The settings of this course alone; those of all courses are in
# src/lirelaville/lessons/settings.py.
c = get_config()
c.CourseDirectory.course_id = "agents"
